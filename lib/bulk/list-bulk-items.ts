import { z } from 'zod';
import { bulkItemStates } from '@/lib/domain/bulk';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { visibleSites } from '@/lib/sites/visible-sites';
import type { BulkItemList } from './bulk-shape';
import { visibleBulk } from './visible-bulk';

const { sql, empty } = Prisma;

type Row = { id: string; slug: string | null; title: string | null; state: BulkItemList['items'][number]['state']; reason: string | null };

/** The Sites of a bulk action with what is foreseen of each, or what happened, in the order of their ids. */
export const listBulkItems = query({
  name: 'bulk.get',
  input: z.strictObject({
    bulkId: z.uuid(),
    /** One state or several, with commas between. */
    state: z
      .string()
      .max(200)
      .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
      .pipe(z.array(z.enum(bulkItemStates, `Choose from ${bulkItemStates.join(', ')}.`)).max(bulkItemStates.length))
      .optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('bulk.list', roleStandings(actor)),
  visible: (actor) => ({ bulk: visibleBulk(actor), sites: visibleSites(actor) }),
  load: async ({ prisma }, { bulkId, limit, cursor: cursorText, state = [] }, visible): Promise<BulkItemList | null> => {
    const found = await prisma.bulkAction.findFirst({ where: { AND: [{ id: bulkId }, visible.bulk] }, select: { id: true } });
    if (found === null) return null;
    const binding = cursorBinding('bulk-items', { bulkId, state });
    const cursor = readCursor(cursorText, binding, ['uuid']);
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT b.site_id::text AS id, s.slug, s.title, b.state, b.reason
        FROM bulk_item b
        LEFT JOIN site s ON s.id = b.site_id AND EXISTS (SELECT FROM site_index i WHERE i.site_id = b.site_id AND ${visible.sites.condition})
       WHERE b.bulk_id = ${found.id}::uuid
         ${state.length === 0 ? empty : sql`AND b.state = ANY (${state}::"BulkItemState"[])`}
         ${cursor === null ? empty : sql`AND b.site_id > ${String(cursor.keys[0])}::uuid`}
       ORDER BY b.site_id LIMIT ${limit + 1}`;
    const items = rows.slice(0, limit).map(({ id, slug, title, ...item }) => ({ site: { id, slug, title }, ...item }));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.site.id], backward: false }) : null };
  },
});
