import { z } from 'zod';
import { audienceSchema } from './audience-schema';
import { classifications } from './classification';
import { evidenceSchema } from './evidence';
import { policyRefSchema } from './policy';

export const requestKinds = ['widening', 'transfer', 'renewal', 're_enable', 'retirement', 're_review'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestKindLabels: Record<RequestKind, string> = {
  widening: 'Widening',
  transfer: 'Transfer',
  renewal: 'Renewal beyond policy',
  re_enable: 'Re-enabling',
  retirement: 'Retirement',
  re_review: 'Re-review',
};

export const requestStates = ['pending', 'changes_requested', 'approved', 'rejected', 'withdrawn', 'timed_out'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestStateLabels: Record<RequestState, string> = {
  pending: 'Waiting for a decision',
  changes_requested: 'Changes asked for',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  timed_out: 'Ended without an answer',
};

export const answers = ['approve', 'reject', 'ask_changes'] as const;
export type Answer = (typeof answers)[number];

export const answerLabels: Record<Answer, string> = { approve: 'Approved', reject: 'Rejected', ask_changes: 'Changes asked for' };

const personRef = z.object({ id: z.uuid(), name: z.string(), email: z.string() });
const groupRef = z.object({ id: z.uuid(), name: z.string() });

/** An audience with the names it had at the time: what was seen must read the same in a year. */
export const namedAudienceSchema = z.object({
  mode: audienceSchema.shape.mode,
  people: z.array(personRef),
  groups: z.array(groupRef),
  /** How many people could open the Site, groups resolved, admins not counted; null for the whole workspace. */
  reach: z.int().nullable(),
});
export type NamedAudience = z.infer<typeof namedAudienceSchema>;

export const wideningProposalSchema = z.object({
  audience: namedAudienceSchema,
  gains: z.int(),
  /** When it ends by itself; null: it stays. Absent in requests of before there were such. */
  until: z.iso.datetime().nullable().default(null),
  evidence: z.array(evidenceSchema).default([]),
});
export type WideningProposal = z.infer<typeof wideningProposalSchema>;

/** What of a record an approval of its audience rests on. */
export const recordChanges = ['sources', 'bindings', 'classification', 'source_sensitivity', 'source_mode', 'source_conflict'] as const;
export type RecordChange = (typeof recordChanges)[number];

/** Each as the end of “… changed”; the last three are the workspace’s doing, not the Site’s. */
export const recordChangeLabels: Record<RecordChange, string> = {
  sources: 'data sources',
  bindings: 'storage bindings',
  classification: 'classification',
  source_sensitivity: 'sensitivity of a data source',
  source_mode: 'allowed use of a data source',
  source_conflict: 'list of data sources that must not meet',
};

/** An approved audience that is looked at again because what it rested on has changed. */
export const reReviewProposalSchema = wideningProposalSchema.extend({
  changed: z.array(z.enum(recordChanges)),
  /** Whether the Site was closed to all but its owner and admins until somebody has decided: `audience` is what comes back then. */
  narrowed: z.boolean(),
  /** The policies that ask for it, in their own words. */
  because: z.array(z.object({ policy: policyRefSchema, message: z.string() })),
});
export type ReReviewProposal = z.infer<typeof reReviewProposalSchema>;

export const transferProposalSchema = z.object({ to: personRef, from: personRef.nullable() });
export type TransferProposal = z.infer<typeof transferProposalSchema>;

/** Instants as ISO 8601, and the rule that stands in the way of renewing at once, as it was when the request was made. */
export const renewalProposalSchema = z.object({
  expiresAt: z.iso.datetime(),
  expiresAtBefore: z.iso.datetime().nullable(),
  classification: z.enum(classifications),
  longestLifetimeDays: z.int(),
});
export type RenewalProposal = z.infer<typeof renewalProposalSchema>;

/** Whether a request still waits for somebody. */
export function isOpen(state: RequestState): boolean {
  return state === 'pending' || state === 'changes_requested';
}
