import { v7 as uuidv7 } from 'uuid';
import { commentInput } from '@/lib/domain/request-inputs';
import { siteSubject } from '@/lib/domain/site-decisions';
import { judgeOnRequest } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { readRequest } from '../get-request';
import { lockRequest } from '../load-request';
import { commentNotices } from '../request-notices';
import { requesterOf } from '../requester';

/** Says something about a request, also once it is closed. Those who take part are told. */
export const commentOnRequest = command({
  name: 'request.comment',
  input: commentInput,
  load: (tx, { requestId }, context) => lockRequest(tx, requestId, context),
  may: (actor, { requestRelations }) => judgeOnRequest('request.comment', actor, requestRelations),
  decide: ({ site, request }, { text }) => {
    const { id, kind, revision } = request;
    return { text, commentId: uuidv7(), events: [{ type: 'request.commented' as const, site: siteSubject(site), request: { id, kind, revision }, reason: text }] };
  },
  save: async (tx, { site, request }, { text, commentId }, { actor, now }) => {
    const authorId = requesterOf(actor);
    await tx.requestComment.create({ data: { id: commentId, requestId: request.id, authorId, text, createdAt: now } });
    await notify(tx, await commentNotices(tx, { site, requestId: request.id, commentId, author: { id: authorId, name: actor.name }, text }), now);
    return readRequest(tx, request.id, actor, now);
  },
});
