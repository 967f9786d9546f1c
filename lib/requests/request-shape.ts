import { z } from 'zod';
import { audienceModes } from '@/lib/domain/audience';
import { answers, namedAudienceSchema, renewalProposalSchema, requestKinds, requestStates } from '@/lib/domain/request';
import { personShape, siteDetailShape } from '@/lib/sites/site-shape';

const at = z.iso.datetime();

const proposalShape = z.union([
  z.object({ audience: namedAudienceSchema, gains: z.int() }),
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
  /** The audience's mode when a widening was asked for; null for other kinds. */
  fromAudience: z.enum(audienceModes).nullable(),
  createdAt: at,
  submittedAt: at,
  decidedAt: at.nullable(),
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
});

const actionShape = z.object({ allowed: z.boolean(), reason: z.string().nullable() });

/** A request whole: what a reviewer decides from. */
export const requestDetailShape = requestSummaryShape.extend({
  /** What the audience, the owner or the expiry date was when the request was made. */
  before: z.unknown(),
  audienceDiff: z
    .object({
      from: z.enum(audienceModes),
      to: z.enum(audienceModes),
      addedPeople: z.array(personShape),
      removedPeople: z.array(personShape),
      addedGroups: z.array(z.object({ id: z.uuid(), name: z.string() })),
      removedGroups: z.array(z.object({ id: z.uuid(), name: z.string() })),
      /** Who would get in who doesn't get in today, groups resolved: how many, and the first hundred by name. */
      gains: z.int(),
      gaining: z.array(personShape),
    })
    .nullable(),
  decisions: z.array(decisionShape),
  actions: z.object({ decide: actionShape, withdraw: actionShape, revise: actionShape }),
  siteDetail: siteDetailShape.nullable(),
});
export type RequestDetail = z.infer<typeof requestDetailShape>;
