import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { markRead } from '../write';

/** Marks messages of one's own as read: those that are named, or all. Others' are passed over. */
export const markInboxRead = command({
  name: 'inbox.mark_read',
  input: z.strictObject({ ids: z.array(z.uuid()).min(1, 'Name at least one, or leave it out for all.').max(200, 'At most 200 at once.').optional() }),
  load: (_tx, _input, { actor }) => Promise.resolve(actor.personId === null ? null : { personId: actor.personId }),
  may: (actor) => judge('inbox.mark_read', roleStandings(actor)),
  // What somebody has read is nobody's business but theirs: no event.
  decide: (_loaded, { ids }) => ({ ids: ids ?? null, events: [] }),
  save: async (tx, { personId }, { ids }, { now }) => ({ marked: await markRead(tx, personId, ids, now) }),
});
