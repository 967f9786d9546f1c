import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { hashToken } from '@/lib/gate/actor';
import { command } from '@/lib/gate/command';
import { calendarPath } from '../calendar-path';

/** Makes the address of one's calendar; an earlier one stops working. The answer is the only time that it is shown. */
export const makeCalendar = command({
  name: 'calendar.set',
  input: z.strictObject({}),
  load: (_tx, _input, { actor }) => {
    const { personId, name } = actor;
    return Promise.resolve(personId === null ? null : { person: { id: personId, name }, secret: randomBytes(32).toString('base64url') });
  },
  may: (actor) => judge('calendar.set', roleStandings(actor)),
  decide: ({ person }) => ({ events: [{ type: 'calendar.opened' as const, subject: { kind: 'person' as const, ...person } }] }),
  save: async (tx, { person, secret }, _outcome, { now }) => {
    const row = { hash: hashToken(secret), createdAt: now, lastReadAt: null };
    await tx.calendarFeed.upsert({ where: { personId: person.id }, create: { personId: person.id, ...row }, update: row });
    return { path: calendarPath(secret), createdAt: now.toISOString() };
  },
});
