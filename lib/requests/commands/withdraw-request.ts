import { z } from 'zod';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { isRefusal } from '@/lib/domain/refusal';
import { withdraw } from '@/lib/domain/request-decisions';
import { clearable, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { withdrawnNotice } from '../request-notices';
import { closeRequest } from '../write';

/** Takes a request back before it is decided. */
export const withdrawRequest = command({
  name: 'request.withdraw',
  input: z.strictObject({ requestId: z.uuid(), note: clearable(2000).optional(), revision: seenRevision }),
  load: (tx, input, context) => lockRequest(tx, input.requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.withdraw', actor, requestRelations),
  decide: (loaded, input) => {
    const outcome = withdraw(loaded, input);
    return isRefusal(outcome) ? outcome : { ...outcome, note: input.note ?? null };
  },
  save: async (tx, { site, request }, { note }, { actor, now }) => {
    await closeRequest(tx, request, 'withdrawn', now);
    if (request.requesterId !== actor.personId) await notify(tx, [withdrawnNotice({ personId: request.requesterId, by: actor.name, note, site, request })], now);
    return readRequest(tx, request.id, actor, now);
  },
});
