import { z } from 'zod';
import { openRetirementStates } from '@/lib/domain/retirement';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { summaryInclude, toSummary } from './retirement-row';
import { retirementSummaryShape, type RetirementSummary } from './retirement-shape';
import { visibleRetirements } from './visible-retirements';

export const retirementListShape = z.object({ items: z.array(retirementSummaryShape), next: z.string().nullable() });

/** Retirements: those under way, what is deleted first at the top; or those that are over, newest first. */
export const listRetirements = query({
  name: 'retirement.list',
  input: z.strictObject({ view: z.enum(['open', 'done', 'stopped']).default('open'), ...pageSchema }),
  may: (actor) => judge('retirement.list', roleStandings(actor)),
  visible: visibleRetirements,
  load: async ({ prisma }, { view, limit, cursor: cursorText }, visible): Promise<{ items: RetirementSummary[]; next: string | null }> => {
    const binding = cursorBinding('retirements', { view });
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const isOpen = view === 'open';
    const rows = await prisma.retirement.findMany({
      where: { AND: [{ site: visible, state: isOpen ? { in: [...openRetirementStates] } : view }, cursor === null ? {} : after(isOpen, new Date(String(cursor.keys[0])), String(cursor.keys[1]))] },
      include: summaryInclude,
      orderBy: isOpen ? [{ deletesAt: 'asc' }, { id: 'asc' }] : [{ endedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toSummary);
    const last = items.at(-1);
    const edge = isOpen ? last?.deletesAt : last?.endedAt;
    const next = rows.length > limit && last !== undefined && edge != null ? writeCursor(binding, { keys: [edge, last.id], backward: false }) : null;
    return { items, next };
  },
});

function after(isOpen: boolean, at: Date, id: string): Prisma.RetirementWhereInput {
  return isOpen
    ? { deletesAt: { gte: at }, OR: [{ deletesAt: { gt: at } }, { id: { gt: id } }] }
    : { endedAt: { lte: at }, OR: [{ endedAt: { lt: at } }, { id: { lt: id } }] };
}
