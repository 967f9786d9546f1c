import { z } from 'zod';
import { audienceSchema } from './audience-schema';
import { evidenceInput, evidenceInputs } from './evidence-input';
import { answers } from './request';
import { requestDraftSchema } from './request-draft';
import { requestPinSchema } from './request-pin';
import { clearable, instant, line, prose, seenRevision } from './text';

const requestId = z.uuid();
const siteId = z.uuid();

export const requestWideningInput = z.strictObject({
  siteId,
  audience: audienceSchema,
  reason: prose(2000),
  /** When it ends by itself; null or absent: it stays. */
  until: instant.nullable().default(null),
  /** What may be missing yet can be added while the request waits. */
  evidence: evidenceInputs.default([]),
  revision: seenRevision,
});

export const previewWideningInput = z.strictObject({ siteId, audience: audienceSchema, until: instant.nullable().default(null) });

export const saveDraftInput = z.strictObject({ siteId, draft: requestDraftSchema });

export const decideRequestInput = z.strictObject({
  requestId,
  decision: z.enum(answers),
  /** The revision of the request that the reviewer saw; it moves with the proposal and with the Site. */
  revision: z.int().min(1),
  note: clearable(2000).optional(),
  /** The stage that is answered; absent: the first that the reviewer may answer. */
  stage: z.string().max(40).optional(),
  /** What else the reviewer saw, as the request handed it out: what has moved since is named, and nothing is decided. */
  pin: requestPinSchema.partial().optional(),
  /** In whose place; absent: in one's own, or else of somebody who is away. */
  onBehalfOf: z.uuid().optional(),
});

/** Many at once, for what the policies call low risk; each stands for itself. */
export const decideLowRiskInput = z.strictObject({
  requests: z.array(z.strictObject({ requestId, revision: z.int().min(1) })).min(1).max(100),
  decision: z.enum(answers),
  note: clearable(2000).optional(),
});

export const addEvidenceInput = z.strictObject({ requestId, evidence: evidenceInput, revision: seenRevision });
export const commentInput = z.strictObject({ requestId, text: prose(4000) });
export const claimInput = z.strictObject({ requestId });
export const releaseInput = z.strictObject({ requestId, note: clearable(2000).optional() });
export const handOverRequestInput = z.strictObject({ requestId, to: z.uuid(), note: clearable(2000).optional() });

export const setDelegationInput = z.strictObject({
  /** Who decides instead. */
  to: z.uuid(),
  /** Absent: from now on. */
  startsAt: instant.optional(),
  endsAt: instant,
  reason: line(200),
  /** Who is away; absent: oneself. An admin may arrange it for somebody who can't any more. */
  person: z.uuid().optional(),
});
export const endDelegationInput = z.strictObject({ delegationId: z.uuid() });
