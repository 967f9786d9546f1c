import { answeredStage } from '@/lib/domain/answer-request';
import { claim } from '@/lib/domain/claim-request';
import { claimInput } from '@/lib/domain/request-inputs';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readRequest } from '../get-request';
import { loadClaim } from '../load-claim';
import { requesterOf } from '../requester';
import { setClaim } from '../write';

/** Takes a request on; others may still decide it. */
export const claimRequest = command({
  name: 'request.claim',
  input: claimInput,
  load: (tx, { requestId }, context) => loadClaim(tx, requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.claim', actor, requestRelations),
  decide: (loaded, _input, { actor }) => {
    const me = { id: requesterOf(actor), name: actor.name };
    return claim(loaded, me, loaded.staged === null ? { may: false, because: 'state', reason: 'A transfer is answered by the proposed owner.' } : answeredStage(loaded.staged, {}).verdict);
  },
  save: async (tx, { request }, { claimedBy }, { actor, now }) => {
    await setClaim(tx, request.id, claimedBy, now);
    return readRequest(tx, request.id, actor, now);
  },
});
