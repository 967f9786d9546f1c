import { z } from 'zod';
import { defaultPreference, digestFrequencies, preferenceInForce } from '@/lib/domain/digest-schedule';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';

const preference = { frequency: z.enum(digestFrequencies), weekday: z.int().min(1).max(7), byMail: z.boolean() };

export const preferencesShape = z.object({
  ...preference,
  /** What comes of it within the workspace's settings. */
  inForce: z.object(preference),
  required: z.object({ daily: z.boolean(), mail: z.boolean() }),
  /** The address of one's calendar: when it was made, and when a program last asked for it. The address itself is not stored. */
  calendar: z.object({ createdAt: z.iso.datetime(), lastReadAt: z.iso.datetime().nullable() }).nullable(),
});
export type Preferences = z.infer<typeof preferencesShape>;

/** How somebody wishes to be told, and what the settings make of it. */
export async function readPreferences(db: Reader, personId: string): Promise<Preferences> {
  const person = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { preference: true, calendarFeed: true } });
  const { settings } = await readSettings(db);
  const { frequency, weekday, byMail } = person.preference ?? defaultPreference;
  const feed = person.calendarFeed;
  return {
    frequency,
    weekday,
    byMail,
    inForce: preferenceInForce({ frequency, weekday, byMail }, settings),
    required: { daily: settings.digestAtLeast === 'daily', mail: settings.mailIsRequired },
    calendar: feed === null ? null : { createdAt: feed.createdAt.toISOString(), lastReadAt: feed.lastReadAt?.toISOString() ?? null },
  };
}

/** How one is told. */
export const getPreferences = query({
  name: 'preference.get',
  input: z.strictObject({}),
  may: (actor) => judge('preference.get', roleStandings(actor)),
  visible: ({ personId }) => personId,
  load: ({ prisma }, _input, personId) => (personId === null ? Promise.resolve(null) : readPreferences(prisma, personId)),
});
