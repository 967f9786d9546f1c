import { v7 as uuidv7 } from 'uuid';
import type { Message, NotificationKind } from '@/lib/domain/notification';
import type { Tx } from '@/lib/db/client';
import { enqueue } from '@/lib/jobs/queue';

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
  const rows = notices.map(({ message, ...notice }) => ({ ...notice, id: uuidv7(), content: message, createdAt: now }));
  await tx.notification.createMany({ data: rows, skipDuplicates: true });
  const kept = await tx.notification.findMany({
    where: { id: { in: rows.map(({ id }) => id) }, person: { deactivatedAt: null, OR: [{ preference: null }, { preference: { byMail: true } }] } },
    select: { id: true },
  });
  if (kept.length === 0) return;
  await tx.mail.createMany({ data: kept.map(({ id }) => ({ notificationId: id, createdAt: now })), skipDuplicates: true });
  await enqueue(tx, 'send-mail', {}, { key: 'all' });
}
