import { answeredStage } from '@/lib/domain/answer-request';
import { handOverRequest as handOver } from '@/lib/domain/claim-request';
import { handOverRequestInput } from '@/lib/domain/request-inputs';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { readRequest } from '../get-request';
import { loadClaim } from '../load-claim';
import { handedOverNotice } from '../request-notices';
import { requesterOf } from '../requester';
import { setClaim } from '../write';

/** Hands a request over to somebody else who can answer it. */
export const handOverRequest = command({
  name: 'request.claim',
  input: handOverRequestInput,
  load: (tx, { requestId, to }, context) => loadClaim(tx, requestId, context, to),
  may: (actor, { requestRelations }) => judgeOnRequest('request.claim', actor, requestRelations),
  decide: (loaded, { note }, { actor }) => {
    const { receiver } = loaded;
    const to = receiver === null ? null : { ...receiver.person, verdict: receiver.staged === null ? { may: false as const, because: 'state' as const, reason: '' } : answeredStage(receiver.staged, {}).verdict };
    return handOver(loaded, { id: requesterOf(actor), name: actor.name, isAdmin: actor.roles.includes('admin') }, to, note ?? null);
  },
  save: async (tx, { site, request, receiver }, { claimedBy }, { actor, now }) => {
    await setClaim(tx, request.id, claimedBy, now);
    if (receiver !== null && receiver.person.id !== actor.personId) {
      await notify(tx, [handedOverNotice({ personId: receiver.person.id, by: actor.name, site, request: { id: request.id, kind: request.kind }, now })], now);
    }
    return readRequest(tx, request.id, actor, now);
  },
});
