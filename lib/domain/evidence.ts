import { z } from 'zod';

/** What a reviewer may be shown, as policies can ask for it (rows 12 and 13 of docs/decisions/0021-widening.md). */
export const evidenceKinds = [
  'source_diff',
  'build',
  'bindings',
  'secrets_scan',
  'low_privilege_test',
  'object_access_test',
  'rollback_plan',
  'data_note',
  'content_review',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const evidenceLabels: Record<EvidenceKind, string> = {
  source_diff: 'Source diff or commit reviewed',
  build: 'Build',
  bindings: 'Storage bindings and their notes',
  secrets_scan: 'Secrets scan',
  low_privilege_test: 'Test with a low-privilege account',
  object_access_test: 'Object-level access test',
  rollback_plan: 'Rollback plan',
  data_note: 'Data note',
  content_review: 'Content review',
};

export const evidenceOutcomes = ['passed', 'failed', 'not_applicable'] as const;
export type EvidenceOutcome = (typeof evidenceOutcomes)[number];

export const evidenceOutcomeLabels: Record<EvidenceOutcome, string> = {
  passed: 'Passed',
  failed: 'Failed',
  not_applicable: 'Does not apply',
};

const attachmentRef = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.int(), digest: z.string() });
export type AttachmentRef = z.infer<typeof attachmentRef>;

/** One answer to a demand for evidence, with what backs it. */
export const evidenceSchema = z.object({
  kind: z.enum(evidenceKinds),
  outcome: z.enum(evidenceOutcomes),
  /** What was looked at, by whom, with what result; for a plan or a note: the text itself. */
  answer: z.string(),
  /** The commit that was looked at, where the kind is about code. */
  commit: z.string().nullable(),
  link: z.string().nullable(),
  attachment: attachmentRef.nullable(),
  by: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
  at: z.iso.datetime(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
