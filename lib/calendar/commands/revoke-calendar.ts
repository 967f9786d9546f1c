import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';

/** Takes the address of one's calendar back: it answers as if it had never been. */
export const revokeCalendar = command({
  name: 'calendar.set',
  input: z.strictObject({}),
  load: async (tx, _input, { actor }) => {
    if (actor.personId === null) return null;
    const feed = await tx.calendarFeed.findUnique({ where: { personId: actor.personId }, select: { personId: true } });
    return feed === null ? null : { id: actor.personId, name: actor.name };
  },
  may: (actor) => judge('calendar.set', roleStandings(actor)),
  decide: (person) => ({ events: [{ type: 'calendar.closed' as const, subject: { kind: 'person' as const, ...person } }] }),
  save: async (tx, { id }, _outcome, { now }) => {
    await tx.calendarFeed.delete({ where: { personId: id } });
    return { revokedAt: now.toISOString() };
  },
});
