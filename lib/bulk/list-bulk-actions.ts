import { z } from 'zod';
import { bulkStates } from '@/lib/domain/bulk';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { bulkInclude } from './bulk-row';
import { toViews } from './read-bulk';
import { visibleBulk } from './visible-bulk';

/** Bulk actions, newest first. */
export const listBulkActions = query({
  name: 'bulk.list',
  input: z.strictObject({
    state: z.enum(bulkStates, `Choose one of ${bulkStates.join(', ')}.`).optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('bulk.list', roleStandings(actor)),
  visible: visibleBulk,
  load: async ({ prisma }, { limit, cursor: cursorText, ...filter }, visible, { actor }) => {
    const binding = cursorBinding('bulk', filter);
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const [createdAt, id] = cursor === null ? [] : [new Date(String(cursor.keys[0])), String(cursor.keys[1])];
    const rows = await prisma.bulkAction.findMany({
      where: {
        AND: [
          visible,
          filter.state === undefined ? {} : { state: filter.state },
          createdAt === undefined || id === undefined ? {} : { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] },
        ],
      },
      include: bulkInclude,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const items = await toViews(prisma, rows.slice(0, limit), actor);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.createdAt, last.id], backward: false }) : null };
  },
});
