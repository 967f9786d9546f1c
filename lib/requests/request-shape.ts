import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { answers, renewalProposalSchema, reReviewProposalSchema, requestKinds, requestStates, wideningProposalSchema } from '@/lib/domain/request';
import { requestPinSchema } from '@/lib/domain/request-pin';
import { stageProgressSchema } from '@/lib/domain/request-plan';
import { personShape, siteDetailShape } from '@/lib/sites/site-shape';
import { audienceDiffShape, planShape } from './plan-shape';

const at = z.iso.datetime();

const proposalShape = z.union([
  reReviewProposalSchema,
  wideningProposalSchema,
  z.object({ to: personShape, from: personShape.nullable() }),
  renewalProposalSchema,
]);

/** A request as lists give it. */
export const requestSummaryShape = z.object({
  id: z.uuid(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  /** Moves with the proposal and, while the request is open, with the Site: what a decision is pinned to. */
  revision: z.int(),
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }),
  /** `active`: whether they are still there. Their request stands when they leave; an admin can withdraw it. */
  requester: personShape.extend({ active: z.boolean() }),
  proposedOwner: personShape.nullable(),
  reason: z.string(),
  proposal: proposalShape,
  /** How many people and groups of the proposal a list leaves unnamed beyond the first of each; the request itself names all. */
  unnamed: z.int(),
  /** The audience's mode when a widening was asked for or a re-review was opened; null for other kinds. */
  fromAudience: z.enum(audienceModes).nullable(),
  createdAt: at,
  submittedAt: at,
  decidedAt: at.nullable(),
  /** Approvals of an earlier round no longer count. */
  round: z.int(),
  /** 0 to 100, as it was when it was last worked out (lib/domain/risk.ts); null: not yet. */
  risk: z.int().nullable(),
  /** Every policy in force calls it low risk: it may be decided together with others. */
  isLowRisk: z.boolean(),
  /** When no answer comes to mean no. */
  dueAt: at.nullable(),
  escalatedAt: at.nullable(),
  claimedBy: personShape.nullable(),
  claimedAt: at.nullable(),
  /** How far each stage was when the request last moved; empty for transfers, which one person answers. */
  stages: z.array(stageProgressSchema),
});
export type RequestSummary = z.infer<typeof requestSummaryShape>;

const decisionShape = z.object({
  id: z.uuid(),
  reviewer: personShape,
  decision: z.enum(answers),
  note: z.string().nullable(),
  requestRevision: z.int(),
  siteRevision: z.int(),
  decidedAt: at,
  stage: z.string(),
  round: z.int(),
  /** Whether it counts in the present round; approvals that came before a change don't. */
  counts: z.boolean(),
  onBehalfOf: personShape.nullable(),
  /** Whether the reviewer is among those whom the request would let in. */
  gains: z.boolean(),
  hasRecord: z.boolean(),
});

const actionShape = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

/** A request whole: what a reviewer decides from. */
export const requestDetailShape = requestSummaryShape.extend({
  /** What the audience, the owner or the expiry date was when the request was made. */
  before: z.unknown(),
  audienceDiff: audienceDiffShape.nullable(),
  decisions: z.array(decisionShape),
  actions: z.object({
    decide: actionShape,
    withdraw: actionShape,
    revise: actionShape,
    comment: actionShape,
    claim: actionShape,
    release: actionShape,
    handOver: actionShape,
    addEvidence: actionShape,
  }),
  siteDetail: siteDetailShape.nullable(),
  /** What an answer is pinned to; send it back with the decision. Null where nothing of the kind is decided on. */
  pin: requestPinSchema.nullable(),
  /** Null for transfers, and once the request is closed: the decision records say what it was. */
  plan: planShape.nullable(),
  /** What moved it into the present round, newest first, as sentences; empty in the first. */
  changedSince: z.array(z.string()),
  /** What the revision changed after changes were asked for: the last one, while the request is open. */
  revised: z
    .object({ askedBy: personShape, askedAt: at, note: z.string().nullable(), diff: audienceDiffShape.omit({ gains: true, gaining: true, departments: true }), evidence: z.array(z.string()), untilBefore: at.nullable(), untilAfter: at.nullable() })
    .nullable(),
  comments: z.array(z.object({ id: z.uuid(), author: personShape, text: z.string(), createdAt: at })),
});
export type RequestDetail = z.infer<typeof requestDetailShape>;
