import { z } from 'zod';
import { mailStates } from '@/lib/domain/mail';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { mailInclude, mailSummaryShape, toMailSummary, type MailSummary } from './mail-shape';

export const mailListShape = z.object({ items: z.array(mailSummaryShape), next: z.string().nullable() });

/** The outbox, newest first. */
export const listMail = query({
  name: 'mail.list',
  input: z.strictObject({ state: z.enum(mailStates).optional(), ...pageSchema }),
  may: (actor) => judge('mail.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { state, limit, cursor: cursorText }): Promise<{ items: MailSummary[]; next: string | null }> => {
    const binding = cursorBinding('mail', state ?? null);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const conditions: Prisma.MailWhereInput[] = state === undefined ? [] : [{ state }];
    if (cursor !== null) {
      const [createdAt, id] = [new Date(String(cursor.keys[0])), String(cursor.keys[1])];
      conditions.push({ createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] });
    }
    const rows = await prisma.mail.findMany({ where: { AND: conditions }, include: mailInclude, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit + 1 });
    const items = rows.slice(0, limit).map(toMailSummary);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.createdAt, last.id], backward: false }) : null };
  },
});
