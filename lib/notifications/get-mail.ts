import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { consoleAddress, env } from '@/lib/env';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import type { Letter } from './letter';
import { mailInclude, mailSummaryShape, toMailSummary } from './mail-shape';
import { readLetter } from './read-letter';

export const mailShape = mailSummaryShape.extend({
  /** As it went out; one that waits as it would by now. Null for one that was never written, or that another one told. */
  text: z.string().nullable(),
  html: z.string().nullable(),
});
export type MailDetail = z.infer<typeof mailShape>;

/** One e-mail, as it went out or would go out now. */
export const getMail = query({
  name: 'mail.list',
  input: z.strictObject({ mailId: z.uuid() }),
  may: (actor) => judge('mail.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { mailId }, _visible, { now }): Promise<MailDetail | null> => {
    const mail = await prisma.mail.findUnique({ where: { id: mailId }, include: mailInclude });
    if (mail === null) return null;
    const summary = toMailSummary(mail);
    if (mail.state === 'sent') return { ...summary, text: mail.text, html: mail.html };
    if (mail.state === 'cancelled') return { ...summary, text: null, html: null };
    return { ...summary, ...(await letterNow(prisma, mail.notificationId, now)) };
  },
});

async function letterNow(db: Reader, notificationId: string, now: Date): Promise<Letter> {
  const { person, ...notification } = await db.notification.findUniqueOrThrow({
    where: { id: notificationId },
    select: { kind: true, title: true, content: true, createdAt: true, person: { select: { id: true, name: true, roles: true } } },
  });
  const { settings } = await readSettings(db);
  const mails = [{ notificationId, ...notification }];
  return (await readLetter(db, { person, mails }, { settings, now, address: consoleAddress(env()) })).letter;
}
