import { z } from 'zod';
import { audienceModes } from './audience';
import { evidenceKinds } from './evidence';
import { policyRefSchema } from './policy';
import { deciders, stageSchema } from './stage';

const because = z.array(policyRefSchema);
/** `failure`: the policy could not be judged, and why; then the message says that it forbids because of it. */
const reason = z.object({ policy: policyRefSchema, message: z.string(), failure: z.string().optional() });
export type PolicyReason = z.infer<typeof reason>;

/**
 * What all policies in force say of one change, with the policy behind each word. Plain data: a request keeps it, a record
 * shows it in a year. Deny wins: anything in `forbidden` stops the change, whatever the rest says.
 */
export const policyJudgementSchema = z.object({
  /** Also what exceeds a limit, and what could not be judged: a policy that fails denies. */
  forbidden: z.array(reason),
  warnings: z.array(reason),
  /** In order; those of one key from several policies are one. Empty: the policies leave it to the workspace's usual review. */
  stages: z.array(
    stageSchema.extend({
      /** Where policies that ask for the same stage name different people: who answers has to be among these, each of them, too. */
      also: z.array(deciders).default([]),
      because,
    }),
  ),
  evidence: z.array(z.object({ kind: z.enum(evidenceKinds), because })),
  limits: z.object({
    mode: z.enum(audienceModes).nullable(),
    people: z.int().nullable(),
    lifetimeDays: z.int().nullable(),
    durationDays: z.int().nullable(),
  }),
  isLowRisk: z.boolean(),
  reReview: z.object({ narrowFirst: z.boolean(), reasons: z.array(reason) }).nullable(),
  disable: z.array(reason),
  /** Every policy that was asked, whether its condition held, and what went wrong with it. */
  asked: z.array(policyRefSchema.extend({ held: z.boolean(), failure: z.string().nullable() })),
});
export type PolicyJudgement = z.infer<typeof policyJudgementSchema>;
