import { z } from 'zod';
import { siteStates } from '@/lib/domain/site';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { personShape } from './site-shape';

const successionShape = z.object({
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string(), state: z.enum(siteStates), revision: z.int() }),
  owner: personShape.nullable(),
});
export type Succession = z.infer<typeof successionShape>;
export const successionListShape = z.object({ items: z.array(successionShape), total: z.int(), next: z.string().nullable() });

/** The Sites that name oneself as the successor and wait for an answer. */
export const listSuccessions = query({
  name: 'handover.list',
  input: z.strictObject({ ...pageSchema }),
  may: (actor) => judge('handover.list', roleStandings(actor)),
  visible: ({ personId }) => ({ successorId: personId ?? '', successorAcceptedAt: null, state: { notIn: ['retiring' as const, 'retired' as const] } }),
  load: async ({ prisma }, { limit, cursor: cursorText }, visible): Promise<z.infer<typeof successionListShape>> => {
    const binding = cursorBinding('successions', {});
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const beyond = cursor === null ? {} : { title: { gte: String(cursor.keys[0]) }, OR: [{ title: { gt: String(cursor.keys[0]) } }, { id: { gt: String(cursor.keys[1]) } }] };
    const rows = await prisma.site.findMany({
      where: { AND: [visible, beyond] },
      orderBy: [{ title: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      select: { id: true, slug: true, title: true, state: true, revision: true, owner: { select: { id: true, name: true, email: true } } },
    });
    const items = rows.slice(0, limit).map(({ owner, ...site }): Succession => ({ site, owner }));
    const last = items.at(-1);
    return {
      items,
      total: await prisma.site.count({ where: visible }),
      next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.site.title, last.site.id], backward: false }) : null,
    };
  },
});
