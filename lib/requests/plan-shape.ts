import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { evidenceKinds, evidenceSchema } from '@/lib/domain/evidence';
import { policyRefSchema } from '@/lib/domain/policy';
import { policyJudgementSchema } from '@/lib/domain/policy-judgement';
import { stageProgressSchema } from '@/lib/domain/request-plan';
import { personShape } from '@/lib/sites/site-shape';

const because = z.array(policyRefSchema);

/** Somebody who may answer a stage. `gains`: the request would let them in, which a decision should know. */
const deciderShape = personShape.extend({ gains: z.boolean() });

export const stageShape = stageProgressSchema.extend({
  /** The policies that ask for it; none for the workspace's usual review. */
  because,
  /** Whom it asks, in words. */
  asks: z.string(),
  /** How many people could answer it as things are, and the first twenty by name. */
  deciders: z.object({ count: z.int(), first: z.array(deciderShape) }),
  /** Who can answer beyond those whom it names, because it waited for long or too few of them are there. */
  standIns: z.enum(['alternates', 'admins']).nullable(),
  /** Fewer people are there than it needs approvals. */
  isOutOfReach: z.boolean(),
  /** Whether the one who looks may answer it, in whose place, and why not. */
  you: z.object({ mayAnswer: z.boolean(), whyNot: z.string().nullable(), onBehalfOf: personShape.nullable() }),
});
export type StageView = z.infer<typeof stageShape>;

/** A request's plan as of this moment: what the policies say, whom it waits for, what is missing. */
export const planShape = z.object({
  stages: z.array(stageShape),
  /** What the policies want to see, each with what was given; then what was given beyond that. */
  evidence: z.array(z.object({ kind: z.enum(evidenceKinds), isRequired: z.boolean(), because, given: evidenceSchema.nullable() })),
  /** The policies' own words, each with the policy. Anything in `forbidden` keeps it from being approved. */
  judgement: policyJudgementSchema,
  /** As sentences: what an approval still takes; empty: the next approval applies it. */
  missing: z.array(z.string()),
  /** As sentences: who stands in, and what can't be reached. */
  remarks: z.array(z.string()),
  isEscalated: z.boolean(),
  /** Why the one who looks can answer none of the stages; null: they can answer one. */
  whyNot: z.string().nullable(),
});
export type PlanView = z.infer<typeof planShape>;

/** How two audiences differ, by name; `gaining` are the first hundred. */
export const audienceDiffShape = z.object({
  from: z.enum(audienceModes),
  to: z.enum(audienceModes),
  addedPeople: z.array(personShape),
  removedPeople: z.array(personShape),
  addedGroups: z.array(z.object({ id: z.uuid(), name: z.string() })),
  removedGroups: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Who would get in who doesn't get in today, groups resolved: how many, and the first hundred by name. */
  gains: z.int(),
  gaining: z.array(personShape),
  /** Of which departments, the largest first, at most twenty; null is nobody's. Empty once the request is closed. */
  departments: z.array(z.object({ name: z.string().nullable(), count: z.int() })),
});
export type AudienceDiff = z.infer<typeof audienceDiffShape>;

/** What a widening would mean, before it is asked for. */
export const wideningPreviewShape = z.object({
  /** `wider` can be asked for; `narrower` takes effect at once elsewhere; `same` changes nothing. */
  comparison: z.enum(['same', 'narrower', 'wider']),
  diff: audienceDiffShape,
  /** How many people could open the Site afterwards; null: the whole workspace, whose size is `workspace`. */
  reach: z.int().nullable(),
  workspace: z.int(),
  /** Who decides, what has to be shown, what is forbidden or warned of. */
  plan: planShape,
  /** People and groups that can't be named, and dates that can't be. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  /** How long such requests take in this workspace, from the last hundred decided in half a year; null: too few yet. */
  usualHours: z.object({ median: z.number(), nineOfTen: z.number(), requests: z.int() }).nullable(),
  /** Without an answer it ends after so many days. */
  dueDays: z.int(),
  /** A request of this kind that is open already. */
  openRequestId: z.uuid().nullable(),
});
export type WideningPreview = z.infer<typeof wideningPreviewShape>;
