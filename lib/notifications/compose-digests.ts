import { digestContentSchema, digestDue, digestItems, digestTitle, nothingWaiting, toldBy, withoutTold } from '@/lib/domain/digest';
import { preferenceInForce, type DigestFrequency, type Preference } from '@/lib/domain/digest-schedule';
import type { Role } from '@/lib/domain/permissions';
import { isQuiet, type Settings } from '@/lib/domain/settings';
import { startOfUtcDay, utcDate } from '@/lib/domain/utc-day';
import type { Database, Reader, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { readSettings } from '@/lib/settings/get-settings';
import { readWaiting } from './read-waiting';
import { insertDigests, type Digest } from './write';

/** So many people are looked at in one transaction. */
const batchSize = 500;

type Moment = { settings: Settings; now: Date; lastMade: Date | null };

/**
 * Makes the digests that are due at `now`, batch by batch; may be killed anywhere, run again, and run twice at once: the
 * database keeps one digest of a day for each person. Returns how many it made.
 */
export async function composeDigests(db: Database, { now, signal }: { now: Date; signal?: AbortSignal }): Promise<number> {
  const { settings } = await readSettings(db.prisma);
  if (isQuiet(settings, now)) return 0;
  const moment = { settings, now, lastMade: await readLastMade(db.prisma, now) };
  let made = 0;
  for (let after: string | null = null; ; ) {
    // The next run goes on: without the day's mark all that was not reached is still due.
    if (signal?.aborted === true) return made;
    const batch: Batch = await inTransaction(db, (tx) => composeBatch(tx, after, moment), { timeoutMs: 120_000 });
    made += batch.made;
    if (batch.last === null) break;
    after = batch.last;
  }
  const day = startOfUtcDay(now);
  await db.prisma.digestDay.createMany({ data: [{ day, madeAt: now }], skipDuplicates: true });
  return made;
}

/** The last day up to that of `now` whose digests were all made: of later ones an instant in the past knows nothing. */
async function readLastMade(db: Reader, now: Date): Promise<Date | null> {
  const row = await db.digestDay.findFirst({ where: { day: { lte: startOfUtcDay(now) } }, orderBy: { day: 'desc' } });
  return row?.day ?? null;
}

type Batch = { made: number; last: string | null };

async function composeBatch(tx: Tx, after: string | null, moment: Moment): Promise<Batch> {
  const people = await readPeople(tx, after, moment.now);
  const open = people.filter(({ hasTodays }) => !hasTodays);
  const waiting = await readWaiting(tx, open, moment);
  const digests = open.flatMap(({ id, preference, told }): Digest[] => {
    const items = digestItems(withoutTold(waiting.get(id) ?? nothingWaiting, moment.now), moment.settings, moment.now);
    const last = digestContentSchema.safeParse(told).data ?? null;
    if (digestDue(items, last, preferenceInForce(preference, moment.settings), moment) === null) return [];
    return [{ personId: id, title: digestTitle(items), content: toldBy(items) }];
  });
  const made = await insertDigests(tx, digests, moment.now);
  return { made, last: people.length < batchSize ? null : (people.at(-1)?.id ?? null) };
}

type PersonRow = { id: string; roles: Role[]; frequency: DigestFrequency | null; weekday: number | null; byMail: boolean | null; told: unknown; hasTodays: boolean };
type Person = Pick<PersonRow, 'id' | 'roles' | 'told' | 'hasTodays'> & { preference: Preference | null };

/** The next people by id, each with their wish and what their last digest told. Nobody who has left. */
async function readPeople(tx: Tx, after: string | null, now: Date): Promise<Person[]> {
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT p.id::text, p.roles::text[] AS roles, w.frequency::text, w.weekday, w.by_mail AS "byMail", last.content AS told,
           EXISTS (SELECT FROM notification n WHERE n.person_id = p.id AND n.occasion = ${`digest ${utcDate(now)}`}) AS "hasTodays"
      FROM person p
      LEFT JOIN notification_preference w ON w.person_id = p.id
      LEFT JOIN LATERAL (SELECT content FROM notification n WHERE n.person_id = p.id AND n.kind = 'digest' AND n.created_at <= ${now}
                          ORDER BY n.created_at DESC LIMIT 1) last ON true
     WHERE p.deactivated_at IS NULL AND (${after}::uuid IS NULL OR p.id > ${after}::uuid)
     ORDER BY p.id LIMIT ${batchSize}`;
  return rows.map(({ frequency, weekday, byMail, ...row }) => ({
    ...row,
    preference: frequency === null || weekday === null || byMail === null ? null : { frequency, weekday, byMail },
  }));
}
