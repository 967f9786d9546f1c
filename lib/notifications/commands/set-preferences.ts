import { z } from 'zod';
import { digestFrequencies } from '@/lib/domain/digest-schedule';
import { refuseField, type Refusal } from '@/lib/domain/refusal';
import type { DomainEvent } from '@/lib/domain/events';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { readSettings } from '@/lib/settings/get-settings';
import { readPreferences } from '../get-preferences';

type Wish = { frequency: 'weekly' | 'daily'; weekday: number; byMail: boolean };

/** Chooses how one is told, within what the settings require. */
export const setPreferences = command({
  name: 'preference.set',
  input: z.strictObject({
    frequency: z.enum(digestFrequencies),
    weekday: z.int('Choose a day of the week.').min(1, 'From 1, Monday.').max(7, 'To 7, Sunday.'),
    byMail: z.boolean(),
  }),
  load: async (tx, _input, { actor }) => (actor.personId === null ? null : { personId: actor.personId, ...(await readSettings(tx)) }),
  may: (actor) => judge('preference.set', roleStandings(actor)),
  decide: ({ settings }, wish): { wish: Wish; events: DomainEvent[] } | Refusal => {
    if (settings.digestAtLeast === 'daily' && wish.frequency !== 'daily') return refuseField('frequency', 'This workspace requires a daily digest.');
    if (settings.mailIsRequired && !wish.byMail) return refuseField('byMail', 'This workspace requires e-mail.');
    // One's own reading habits: no event.
    return { wish, events: [] };
  },
  save: async (tx, { personId }, { wish }, { now }) => {
    const row = { ...wish, updatedAt: now };
    await tx.notificationPreference.upsert({ where: { personId }, create: { personId, ...row }, update: row });
    return readPreferences(tx, personId);
  },
});
