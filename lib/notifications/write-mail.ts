import { nextAttemptAt, sendingMinutes } from '@/lib/domain/mail';
import type { Tx } from '@/lib/db/client';
import type { Letter } from './letter';

/** Lets e-mail wait until later. */
export async function putOff(tx: Tx, mailIds: readonly string[], until: Date): Promise<void> {
  await tx.mail.updateMany({ where: { id: { in: [...mailIds] } }, data: { nextAttemptAt: until } });
}

/** Gives up e-mail that needn't go out any more, and says why. What it would have carried goes out by itself. */
export async function cancelMail(tx: Tx, mailIds: readonly string[], why: string): Promise<void> {
  await tx.mail.updateMany({ where: { sentWithId: { in: [...mailIds] } }, data: { sentWithId: null } });
  await tx.mail.updateMany({ where: { id: { in: [...mailIds] } }, data: { state: 'cancelled', lastError: why, sentWithId: null } });
}

/** One e-mail and those that it carries are being sent, for a while by nobody else. */
export async function beginSending(tx: Tx, mailId: string, carried: readonly string[], now: Date): Promise<void> {
  const until = new Date(now.getTime() + sendingMinutes * 60_000);
  await tx.mail.update({ where: { id: mailId }, data: { attempts: { increment: 1 }, nextAttemptAt: until } });
  await tx.mail.updateMany({ where: { id: { in: [...carried] } }, data: { sentWithId: mailId, nextAttemptAt: until } });
}

/** The server has taken it over; or, without one, it is kept here as it would have gone out. */
export async function markSent(tx: Tx, mailId: string, { to, letter, keptHere }: { to: string; letter: Letter; keptHere: boolean }, now: Date): Promise<void> {
  const sent = { state: 'sent', sentAt: now, sentTo: to, subject: letter.subject, keptHere, lastError: null } as const;
  await tx.mail.update({ where: { id: mailId }, data: { ...sent, text: letter.text, html: letter.html } });
  await tx.mail.updateMany({ where: { sentWithId: mailId }, data: sent });
}

/** It did not go out: it is tried again later, or has failed. */
export async function markTrouble(tx: Tx, mailId: string, error: string, now: Date): Promise<void> {
  const { attempts } = await tx.mail.findUniqueOrThrow({ where: { id: mailId }, select: { attempts: true } });
  const next = nextAttemptAt(attempts, now);
  await tx.mail.updateMany({
    where: { OR: [{ id: mailId }, { sentWithId: mailId }], state: 'waiting' },
    data: { lastError: error.slice(0, 1000), ...(next === null ? { state: 'failed' as const } : { nextAttemptAt: next }) },
  });
}

/** A failed e-mail, with what it carries, is tried again from the beginning. */
export async function sendAgain(tx: Tx, mailId: string, now: Date): Promise<void> {
  await tx.mail.updateMany({
    where: { OR: [{ id: mailId }, { sentWithId: mailId }], state: 'failed' },
    data: { state: 'waiting', attempts: 0, lastError: null, nextAttemptAt: now },
  });
}
