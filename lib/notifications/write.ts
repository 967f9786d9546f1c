import type { DigestContent } from '@/lib/domain/digest';
import { preferenceInForce, type DigestFrequency } from '@/lib/domain/digest-schedule';
import type { Message, NotificationKind } from '@/lib/domain/notification';
import { utcDate } from '@/lib/domain/utc-day';
import type { Tx } from '@/lib/db/client';
import { enqueue } from '@/lib/jobs/queue';
import { readSettings } from '@/lib/settings/get-settings';

export type Notice = {
  personId: string;
  kind: Exclude<NotificationKind, 'digest'>;
  /** Names the occasion, such as `handover <id>`: the same one tells the same person once, however often its job runs. */
  occasion: string;
  title: string;
  message: Message;
};

/** Tells people something, in the transaction that makes it true: in their inbox, and by mail as they like it. */
export async function notify(tx: Tx, notices: readonly Notice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  await insert(tx, notices.map(({ message, ...notice }) => ({ ...notice, content: message })), now);
}

export type Digest = { personId: string; title: string; content: DigestContent };

/** Keeps the digests of the day of `now`; who has one of that day keeps it. Returns how many are new. */
export function insertDigests(tx: Tx, digests: readonly Digest[], now: Date): Promise<number> {
  return insert(tx, digests.map((digest) => ({ ...digest, kind: 'digest', occasion: `digest ${utcDate(now)}` })), now);
}

type Row = { personId: string; kind: NotificationKind; occasion: string; title: string; content: Message | DigestContent };

type Kept = { id: string; active: boolean; frequency: DigestFrequency | null; weekday: number | null; byMail: boolean | null };

async function insert(tx: Tx, given: readonly Row[], now: Date): Promise<number> {
  if (given.length === 0) return 0;
  const kept = await tx.$queryRaw<Kept[]>`
    WITH kept AS (
      INSERT INTO notification (id, person_id, kind, occasion, title, content, created_at)
      SELECT uuidv7(), n."personId", n.kind, n.occasion, n.title, n.content, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS n ("personId" uuid, kind "NotificationKind", occasion text, title text, content jsonb)
      ON CONFLICT (person_id, occasion) DO NOTHING
      RETURNING id, person_id
    )
    SELECT k.id::text, p.deactivated_at IS NULL AS active, f.frequency::text AS frequency, f.weekday, f.by_mail AS "byMail"
      FROM kept k JOIN person p ON p.id = k.person_id LEFT JOIN notification_preference f ON f.person_id = p.id
     ORDER BY k.id`;
  if (kept.length === 0) return 0;
  const { settings } = await readSettings(tx);
  const byMail = kept.filter(({ active, frequency, weekday, byMail: wished }) => {
    const wish = frequency === null || weekday === null || wished === null ? null : { frequency, weekday, byMail: wished };
    return active && preferenceInForce(wish, settings).byMail;
  });
  if (byMail.length === 0) return kept.length;
  await tx.$executeRaw`
    INSERT INTO mail (id, notification_id, created_at, next_attempt_at)
    SELECT uuidv7(), id, ${now}, ${now} FROM unnest(${byMail.map(({ id }) => id)}::uuid[]) id`;
  await enqueue(tx, 'send-mail', {}, { key: 'all' });
  return kept.length;
}

/** What a digest says once it goes out: the records may have moved on since it was made. */
export async function updateDigest(tx: Tx, notificationId: string, { title, content }: Omit<Digest, 'personId'>): Promise<void> {
  await tx.notification.update({ where: { id: notificationId }, data: { title, content } });
}

/** Marks messages of a person as read, all of them where none are named. Returns how many were unread. */
export async function markRead(tx: Tx, personId: string, ids: readonly string[] | null, now: Date): Promise<number> {
  const { count } = await tx.notification.updateMany({ where: { personId, readAt: null, ...(ids === null ? {} : { id: { in: [...ids] } }) }, data: { readAt: now } });
  return count;
}
