import { z } from 'zod';
import { answers, requestStates } from './request';
import { dossierSchema } from './dossier';
import { policyRefSchema } from './policy';

const person = z.object({ id: z.uuid(), name: z.string(), email: z.string() });

/**
 * What was seen and what was answered, whole: it reads the same when the Site has changed or is gone. Kept as canonical JSON
 * (RFC 8785) with its SHA-256, so that whoever has the text can tell that it is the one.
 */
export const decisionRecordSchema = z.object({
  /** The format; a reader that doesn't know it must say so. */
  v: z.literal(1),
  decision: z.object({
    id: z.uuid(),
    answer: z.enum(answers),
    note: z.string().nullable(),
    reviewer: person,
    onBehalfOf: person.nullable(),
    stage: z.string(),
    round: z.int(),
    decidedAt: z.iso.datetime(),
    /** What the request came to with it. */
    outcome: z.enum(requestStates),
    /** The policies that judged it, in the versions that did. */
    policies: z.array(policyRefSchema),
    /** The revisions and digests that it was pinned to. */
    pin: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  }),
  seen: dossierSchema,
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
