import { z } from 'zod';
import { audienceModes } from './audience';
import { evidenceKinds } from './evidence';
import { stageSchema } from './stage';

/** When a policy is asked. `change`: the record of a Site that is open to others already changes; `drift`: the platform differs. */
export const policyTriggers = ['create', 'widen', 'renew', 'deploy', 're_enable', 'transfer', 'change', 'drift', 'sweep'] as const;
export type PolicyTrigger = (typeof policyTriggers)[number];

export const policyTriggerLabels: Record<PolicyTrigger, string> = {
  create: 'A Site is registered',
  widen: 'More people are to be let in',
  renew: 'A Site is renewed',
  deploy: 'A version is deployed',
  re_enable: 'A Site is re-enabled',
  transfer: 'A Site changes hands',
  change: 'What the approval of an open Site rested on changes',
  drift: 'The platform lets in others than were approved',
  sweep: 'The hourly sweep comes by',
};

const message = z.string().trim().min(1).max(500);

/** What follows when the condition holds. */
export const policyEffectSchema = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('forbid'), message }),
  z.strictObject({ effect: z.literal('warn'), message }),
  z.strictObject({ effect: z.literal('require_stage'), stage: stageSchema }),
  z.strictObject({ effect: z.literal('require_evidence'), kinds: z.array(z.enum(evidenceKinds)).min(1) }),
  /** Refuses an audience beyond the mode or the head count. */
  z.strictObject({ effect: z.literal('limit_audience'), mode: z.enum(audienceModes).nullable().default(null), people: z.int().min(0).max(10_000_000).nullable().default(null), message }),
  /** Refuses a longer lifetime at registration and renewal. */
  z.strictObject({ effect: z.literal('limit_lifetime'), days: z.int().min(1).max(3650), message }),
  /** Every widening has to end after at most so long. */
  z.strictObject({ effect: z.literal('limit_duration'), days: z.int().min(1).max(3650), message }),
  /** Such requests may be decided many at once. It counts only where no other policy warns or forbids. */
  z.strictObject({ effect: z.literal('low_risk') }),
  /** At `change`: opens a re-review, and closes the Site to all but its owner meanwhile where `narrowFirst`. */
  z.strictObject({ effect: z.literal('re_review'), narrowFirst: z.boolean().default(false), message }),
  /** At `drift` and `sweep`: disables the Site for a policy violation. */
  z.strictObject({ effect: z.literal('disable'), message }),
]);
export type PolicyEffect = z.infer<typeof policyEffectSchema>;
export type PolicyEffectKind = PolicyEffect['effect'];

export const policyEffectLabels: Record<PolicyEffectKind, string> = {
  forbid: 'Forbid',
  warn: 'Warn',
  require_stage: 'Require a stage',
  require_evidence: 'Require evidence',
  limit_audience: 'Limit the audience',
  limit_lifetime: 'Limit the lifetime',
  limit_duration: 'Limit how long a widening lasts',
  low_risk: 'Mark as low risk',
  re_review: 'Open a re-review',
  disable: 'Disable',
};

/** What a policy says, as it is written, versioned and exported. */
export const policyRuleSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case letters, digits and hyphens.').max(60),
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(2000).nullable().default(null),
  isEnabled: z.boolean().default(true),
  triggers: z.array(z.enum(policyTriggers)).min(1, 'At least one trigger.'),
  /** CEL that says yes or no; `true` for always. */
  condition: z.string().trim().min(1).max(4000),
  effects: z.array(policyEffectSchema).min(1, 'At least one effect.').max(10),
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/** A policy in force. `problem` says why it can't be followed, where another version of the product has stored it: then it denies. */
export type ActivePolicy = PolicyRule & { id: string; version: number; problem?: string };

/** Names the policy that something comes from, in the version that said it. */
export const policyRefSchema = z.object({ key: z.string(), name: z.string(), version: z.int() });
export type PolicyRef = z.infer<typeof policyRefSchema>;
