import { z } from 'zod';
import type { DomainEvent } from '@/lib/domain/events';
import { refuse, type Refusal } from '@/lib/domain/refusal';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { enqueue } from '@/lib/jobs/queue';
import { mailInclude, toMailSummary } from '../mail-shape';
import { sendAgain } from '../write-mail';

/** Tries a failed e-mail again from the beginning, under the same Message-ID. */
export const retryMail = command({
  name: 'mail.retry',
  input: z.strictObject({ mailId: z.uuid() }),
  load: async (tx, { mailId }) => {
    await tx.$queryRaw`SELECT 1 FROM mail WHERE id = ${mailId}::uuid FOR UPDATE`;
    return tx.mail.findUnique({ where: { id: mailId }, include: mailInclude });
  },
  may: (actor) => judge('mail.retry', roleStandings(actor)),
  decide: ({ id, state, sentWithId, notification }): { events: DomainEvent[] } | Refusal => {
    if (state !== 'failed') return refuse('conflict', 'Only an e-mail that has failed can be sent again.');
    if (sentWithId !== null) return refuse('conflict', 'Another e-mail tells this too. Send that one again.');
    return { events: [{ type: 'mail.retried', subject: { kind: 'mail', id, name: `${notification.title}, to ${notification.person.name}` } }] };
  },
  save: async (tx, { id }, _outcome, { now }) => {
    await sendAgain(tx, id, now);
    await enqueue(tx, 'send-mail', {}, { key: 'all' });
    return toMailSummary(await tx.mail.findUniqueOrThrow({ where: { id }, include: mailInclude }));
  },
});
