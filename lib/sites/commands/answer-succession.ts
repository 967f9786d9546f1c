import { z } from 'zod';
import { answerSuccession as decideSuccession } from '@/lib/domain/succession';
import { clearable, seenRevision } from '@/lib/domain/text';
import { judgeOnSite } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';
import { successorGoneNotice } from '../successor-notice';

/** The named successor agrees to take over when the owner leaves, or steps down; then the owner hears of it. */
export const answerSuccession = command({
  name: 'site.answer_succession',
  input: z.strictObject({ siteId: z.uuid(), accept: z.boolean(), note: clearable(2000).optional(), revision: seenRevision }),
  load: (tx, { siteId }, { actor }) => lockSite(tx, siteId, actor),
  may: (actor, { relations }) => judgeOnSite('site.answer_succession', actor, relations),
  decide: (loaded, input, { now }) => decideSuccession(loaded, input, now),
  save: async (tx, loaded, outcome, context) => {
    const { owner } = loaded.site;
    if (outcome.patch.successorId === null && owner !== null) {
      await notify(tx, [successorGoneNotice({ personId: owner.id, successor: context.actor.name, site: loaded.site })], context.now);
    }
    return saveSite(tx, loaded, outcome, context);
  },
});
