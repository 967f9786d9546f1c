import { addDays } from 'date-fns';
import { z } from 'zod';
import { answerReReview as answer } from '@/lib/domain/re-review';
import { prose, seenRevision } from '@/lib/domain/text';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { beginPlan } from '../plan-request';
import { reviseReReview } from '../write';

/** The owner says what was done about the changes that a reviewer asked for; the re-review waits for a decision again. */
export const answerReReview = command({
  name: 'request.answer_re_review',
  input: z.strictObject({ requestId: z.uuid(), answer: prose(2000), revision: seenRevision }),
  load: (tx, { requestId }, context) => lockRequest(tx, requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.answer_re_review', actor, requestRelations),
  decide: ({ site, request }, input) => answer(site, request, input),
  save: async (tx, { site, request, settings }, { reason }, { actor, now }) => {
    await reviseReReview(tx, { id: request.id, reason, dueAt: addDays(now, settings.requestDueDays) }, now);
    await beginPlan(tx, { ...request, siteId: site.id, ownerId: site.owner?.id ?? null }, now);
    return readRequest(tx, request.id, actor, now);
  },
});
