import { z } from 'zod';
import { decideOperation } from '@/lib/domain/decide-operation';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { answers } from '@/lib/domain/request';
import { decideRequest as decide } from '@/lib/domain/request-decisions';
import { clearable } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { updateSite } from '@/lib/sites/write';
import { readRequest } from '../get-request';
import { changedSince, departedOf, gainsOf, lockRequest } from '../load-request';
import { requesterOf } from '../requester';
import { closeRequest, insertDecision } from '../write';

/** One answer to a request: a reviewer's to a widening or a renewal, the proposed owner's to a transfer. Approval applies at once. */
export const decideRequest = command({
  name: 'request.decide_widening',
  input: z.strictObject({
    requestId: z.uuid(),
    decision: z.enum(answers),
    /** The revision of the request that the reviewer saw; it moves with the proposal and with the Site. */
    revision: z.int().min(1),
    note: clearable(2000).optional(),
  }),
  load: async (tx, input, { actor }) => {
    const loaded = await lockRequest(tx, input.requestId, actor);
    if (loaded === null) return null;
    return {
      ...loaded,
      changedSince: await changedSince(tx, loaded.site.id, loaded.request.revision - input.revision),
      departed: await departedOf(tx, loaded.site, loaded.request),
      gains: await gainsOf(tx, loaded.site, loaded.request),
    };
  },
  may: (actor, { request, requestRelations }) => judgeOnRequest(decideOperation(request.kind), actor, requestRelations),
  decide: (loaded, input, { now }) => decide(loaded, input, now),
  save: async (tx, { site, request, round }, outcome, { actor, now }) => {
    await insertDecision(tx, {
      requestId: request.id,
      reviewerId: requesterOf(actor),
      answer: outcome.request.answer,
      note: outcome.request.note,
      requestRevision: request.revision,
      round,
      siteRevision: site.revision,
      proposal: request.proposal,
      decidedAt: now,
    });
    // The request closes before the Site moves: an open one would move on with it.
    await closeRequest(tx, request, outcome.request.state, now);
    if (Object.keys(outcome.patch).length > 0) await updateSite(tx, site, outcome.patch, { now, actor });
    return readRequest(tx, request.id, actor, now);
  },
});
