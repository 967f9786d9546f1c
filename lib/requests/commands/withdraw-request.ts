import { z } from 'zod';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { withdraw } from '@/lib/domain/request-decisions';
import { clearable, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { closeRequest } from '../write';

/** Takes a request back before it is decided. */
export const withdrawRequest = command({
  name: 'request.withdraw',
  input: z.strictObject({ requestId: z.uuid(), note: clearable(2000).optional(), revision: seenRevision }),
  load: (tx, input, context) => lockRequest(tx, input.requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.withdraw', actor, requestRelations),
  decide: (loaded, input) => withdraw(loaded, input),
  save: async (tx, { request }, _outcome, { actor, now }) => {
    await closeRequest(tx, request, 'withdrawn', now);
    return readRequest(tx, request.id, actor, now);
  },
});
