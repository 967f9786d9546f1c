import { release } from '@/lib/domain/claim-request';
import { releaseInput } from '@/lib/domain/request-inputs';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { requesterOf } from '../requester';
import { setClaim } from '../write';

/** Gives a request back to the queue. */
export const releaseRequest = command({
  name: 'request.claim',
  input: releaseInput,
  load: (tx, { requestId }, context) => lockRequest(tx, requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.claim', actor, requestRelations),
  decide: (loaded, { note }, { actor }) => release(loaded, { id: requesterOf(actor), name: actor.name, isAdmin: actor.roles.includes('admin') }, note ?? null),
  save: async (tx, { request }, { claimedBy }, { actor, now }) => {
    await setClaim(tx, request.id, claimedBy, now);
    return readRequest(tx, request.id, actor, now);
  },
});
