import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { handoverSummaryShape, type HandoverSummary } from './handover-shape';
import { readHandovers, visibleHandovers } from './read-handovers';

export const handoverListShape = z.object({ items: z.array(handoverSummaryShape), next: z.string().nullable() });

/** Handovers that one may see, newest first. */
export const listHandovers = query({
  name: 'handover.list',
  input: z.strictObject({
    /** `me`: what came to me. */
    to: z.literal('me').optional(),
    /** `true`: only those with something left to decide. */
    open: z.enum(['true', 'false']).optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('handover.list', roleStandings(actor)),
  visible: visibleHandovers,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, visible, { actor }): Promise<{ items: HandoverSummary[]; next: string | null }> => {
    const binding = cursorBinding('handovers', search);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const conditions: Prisma.HandoverWhereInput[] = [visible];
    if (search.to !== undefined) conditions.push({ toId: actor.personId ?? '' });
    if (search.open !== undefined) conditions.push({ decidedAt: search.open === 'true' ? null : { not: null } });
    if (cursor !== null) {
      const [madeAt, id] = [new Date(String(cursor.keys[0])), String(cursor.keys[1])];
      conditions.push({ madeAt: { lte: madeAt }, OR: [{ madeAt: { lt: madeAt } }, { id: { lt: id } }] });
    }
    const rows = await readHandovers(prisma, { where: { AND: conditions }, orderBy: [{ madeAt: 'desc' }, { id: 'desc' }], take: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.madeAt, last.id], backward: false }) : null };
  },
});
