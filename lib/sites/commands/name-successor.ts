import { z } from 'zod';
import { judgeOnSite } from '@/lib/domain/verdict';
import { refuseField } from '@/lib/domain/refusal';
import { nameSuccessor as decideSuccessor } from '@/lib/domain/site-decisions';
import { prose, seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { notify } from '@/lib/notifications/write';
import { findPerson } from '@/lib/people/find-person';
import { lockSite } from '../load-site';
import { saveSite } from '../site-command';
import { successorNotice } from '../successor-notice';

/** Names who takes over when the owner leaves. */
export const nameSuccessor = command({
  name: 'site.name_successor',
  input: z.strictObject({
    siteId: z.uuid(),
    successor: z.uuid().nullable(),
    reason: prose(2000).optional(),
    revision: seenRevision,
  }),
  load: async (tx, input, { actor }) => {
    const loaded = await lockSite(tx, input.siteId, actor);
    if (loaded === null) return null;
    return { ...loaded, successor: input.successor === null ? null : await findPerson(tx, input.successor) };
  },
  may: (actor, { relations }) => judgeOnSite('site.name_successor', actor, relations),
  decide: (loaded, input) =>
    input.successor !== null && loaded.successor === null
      ? refuseField('successor', 'There is no person with this id.')
      : decideSuccessor(loaded, input),
  save: async (tx, loaded, outcome, context) => {
    const { site, successor } = loaded;
    if (successor !== null && successor.id !== context.actor.personId) {
      const named = { personId: successor.id, by: context.actor.name, occasion: `successor ${site.id} ${site.revision + 1}`, site };
      await notify(tx, [successorNotice(named)], context.now);
    }
    return saveSite(tx, loaded, outcome, context);
  },
});
