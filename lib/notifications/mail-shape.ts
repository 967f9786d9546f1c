import { z } from 'zod';
import { mailStates } from '@/lib/domain/mail';
import { notificationKinds } from '@/lib/domain/notification';
import type { Prisma } from '@/lib/db/generated/client';

const at = z.iso.datetime();

export const mailSummaryShape = z.object({
  id: z.uuid(),
  state: z.enum(mailStates),
  kind: z.enum(notificationKinds),
  to: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
  subject: z.string(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: at,
  /** Not tried before; null once it waits no longer. */
  nextAttemptAt: at.nullable(),
  sentAt: at.nullable(),
  /** There was no mail server: it would have been sent, and went nowhere. */
  keptHere: z.boolean(),
  /** The e-mail that told this too. */
  sentWithId: z.uuid().nullable(),
});
export type MailSummary = z.infer<typeof mailSummaryShape>;

export const mailInclude = {
  notification: { select: { kind: true, title: true, person: { select: { id: true, name: true, email: true } } } },
} as const satisfies Prisma.MailInclude;

export function toMailSummary({ notification, ...mail }: Prisma.MailGetPayload<{ include: typeof mailInclude }>): MailSummary {
  const { id, name, email } = notification.person;
  return {
    id: mail.id,
    state: mail.state,
    kind: notification.kind,
    to: { id, name, email: mail.sentTo ?? email },
    subject: mail.subject ?? notification.title,
    attempts: mail.attempts,
    lastError: mail.lastError,
    createdAt: mail.createdAt.toISOString(),
    nextAttemptAt: mail.state === 'waiting' ? mail.nextAttemptAt.toISOString() : null,
    sentAt: mail.sentAt?.toISOString() ?? null,
    keptHere: mail.keptHere,
    sentWithId: mail.sentWithId,
  };
}
