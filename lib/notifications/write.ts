import { v7 as uuidv7 } from 'uuid';
import type { DigestContent } from '@/lib/domain/digest';
import { preferenceInForce } from '@/lib/domain/digest-schedule';
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

async function insert(tx: Tx, given: readonly Row[], now: Date): Promise<number> {
  if (given.length === 0) return 0;
  const { settings } = await readSettings(tx);
  const rows = given.map((row) => ({ ...row, id: uuidv7(), createdAt: now }));
  const { count } = await tx.notification.createMany({ data: rows, skipDuplicates: true });
  if (count === 0) return 0;
  const kept = await tx.notification.findMany({
    where: { id: { in: rows.map(({ id }) => id) }, person: { deactivatedAt: null } },
    select: { id: true, person: { select: { preference: true } } },
  });
  const byMail = kept.filter(({ person }) => preferenceInForce(person.preference, settings).byMail);
  if (byMail.length === 0) return count;
  await tx.mail.createMany({ data: byMail.map(({ id }) => ({ notificationId: id, createdAt: now, nextAttemptAt: now })) });
  await enqueue(tx, 'send-mail', {}, { key: 'all' });
  return count;
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
