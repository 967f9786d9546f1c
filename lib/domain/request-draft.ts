import { z } from 'zod';
import { audienceModes } from './audience';
import { evidenceKinds, evidenceOutcomes } from './evidence';

const id = z.uuid();

/** A widening that somebody has begun to ask for. Half of it may be missing, and nothing in it is checked yet. */
export const requestDraftSchema = z.strictObject({
  mode: z.enum(audienceModes).nullable().default(null),
  people: z.array(id).max(10_000).default([]),
  groups: z.array(id).max(10_000).default([]),
  reason: z.string().max(2000).default(''),
  /** An ISO date or instant as it was typed. */
  until: z.string().max(40).nullable().default(null),
  evidence: z
    .array(
      z.strictObject({
        kind: z.enum(evidenceKinds),
        outcome: z.enum(evidenceOutcomes).nullable().default(null),
        answer: z.string().max(4000).default(''),
        commit: z.string().max(200).default(''),
        link: z.string().max(2000).default(''),
        attachmentId: id.nullable().default(null),
      }),
    )
    .max(evidenceKinds.length)
    .default([]),
});
export type RequestDraft = z.infer<typeof requestDraftSchema>;
