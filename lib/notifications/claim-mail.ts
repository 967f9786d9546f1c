import { addUtcDays, startOfUtcDay } from '@/lib/domain/utc-day';
import { isQuiet, type Settings } from '@/lib/domain/settings';
import { firstLoudDay } from '@/lib/domain/sweep';
import type { Tx } from '@/lib/db/client';
import type { Letter } from './letter';
import { readLetter, type MailRow } from './read-letter';
import { readSettings } from '@/lib/settings/get-settings';
import { beginSending, cancelMail, putOff } from './write-mail';
import { updateDigest } from './write';

/** An e-mail that is to be sent now, by whoever has this. */
export type Claim = { mailId: string; to: { name: string; address: string }; letter: Letter };

/**
 * Takes the next e-mail that is due and writes it, in the caller's short transaction; it is sent after that. Several may
 * do so at once. Null: none is due. `skipped`: this one need not or may not go out now, the next one may.
 */
export async function claimMail(tx: Tx, { now, address }: { now: Date; address: string }): Promise<Claim | 'skipped' | null> {
  const [next] = await tx.$queryRaw<{ personId: string }[]>`
    SELECT n.person_id::text AS "personId" FROM mail m JOIN notification n ON n.id = m.notification_id
     WHERE m.state = 'waiting' AND m.sent_with_id IS NULL AND m.next_attempt_at <= ${now}
     ORDER BY m.next_attempt_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED`;
  if (next === undefined) return null;
  // Who is looking at this person's e-mail this very moment leaves nothing of it due.
  const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`mail ${next.personId}`}, 0)) AS mine`;
  if (lock?.mine !== true) return 'skipped';
  const { settings } = await readSettings(tx);
  const person = await tx.person.findUniqueOrThrow({ where: { id: next.personId }, select: { id: true, name: true, email: true, roles: true, deactivatedAt: true } });
  const waiting = await readWaitingMail(tx, person.id);
  const ids = waiting.map(({ id }) => id);
  if (person.deactivatedAt !== null) return skip(cancelMail(tx, ids, `${person.name} has left.`));
  const first = firstToGo(waiting);
  const later = await notBefore(tx, person.id, first, settings, now);
  if (later !== null) return skip(putOff(tx, waiting.filter(({ nextAttemptAt }) => nextAttemptAt <= now).map(({ id }) => id), later));

  // What it carried when it was tried before: under the same id it must not tell something else.
  const carried = first.attempts > 0 ? waiting.filter(({ sentWithId }) => sentWithId === first.id) : waiting.filter(({ id }) => id !== first.id);
  const digest = first.kind === 'digest' ? first : carried.findLast(({ kind }) => kind === 'digest');
  const told = digest === undefined ? [] : waiting.filter(({ id, kind }) => kind === 'digest' && id !== digest.id).map(({ id }) => id);
  if (told.length > 0) await cancelMail(tx, told, 'Another digest tells all of it.');
  const going = [first, ...carried].filter(({ id }) => !told.includes(id));
  const read = await readLetter(tx, { person, mails: going }, { settings, now, address });
  if (digest !== undefined && read.digest === null) return skip(cancelMail(tx, [digest.id], 'Nothing was left of it: all was done meanwhile.'));
  if (digest !== undefined && read.digest !== null) await updateDigest(tx, digest.notificationId, read.digest);
  await beginSending(tx, first.id, going.filter(({ id }) => id !== first.id).map(({ id }) => id), now);
  return { mailId: first.id, to: { name: person.name, address: person.email }, letter: read.letter };
}

async function skip(done: Promise<void>): Promise<'skipped'> {
  await done;
  return 'skipped';
}

/** All that waits for a person, oldest first. */
function readWaitingMail(tx: Tx, personId: string): Promise<MailRow[]> {
  return tx.$queryRaw<MailRow[]>`
    SELECT m.id::text, m.notification_id::text AS "notificationId", m.attempts, m.next_attempt_at AS "nextAttemptAt", m.sent_with_id::text AS "sentWithId",
           n.kind::text, n.title, n.content, n.created_at AS "createdAt"
      FROM mail m JOIN notification n ON n.id = m.notification_id
     WHERE n.person_id = ${personId}::uuid AND m.state = 'waiting'
     ORDER BY n.created_at, m.id FOR UPDATE OF m`;
}

/** The one that was tried already, for it may have arrived; else the newest digest; else the oldest message. */
function firstToGo(waiting: readonly MailRow[]): MailRow {
  const own = waiting.filter(({ sentWithId }) => sentWithId === null);
  const first = own.find(({ attempts }) => attempts > 0) ?? own.findLast(({ kind }) => kind === 'digest') ?? own[0];
  if (first === undefined) throw new Error('An e-mail was due a moment ago, and its person has none.');
  return first;
}

/** Until when a person's e-mail has to wait: for the one under way, for a day that isn't quiet, for a day on which nothing was sent. */
async function notBefore(tx: Tx, personId: string, first: MailRow, settings: Settings, now: Date): Promise<Date | null> {
  if (first.nextAttemptAt > now) return first.nextAttemptAt;
  if (isQuiet(settings, now)) return firstLoudDay(settings, now);
  const today = startOfUtcDay(now);
  const sentToday = await tx.mail.count({ where: { state: 'sent', sentAt: { gte: today }, notification: { personId } } });
  return sentToday === 0 ? null : firstLoudDay(settings, addUtcDays(today, 1));
}
