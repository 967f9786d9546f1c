import { z } from 'zod';
import { sweepStates } from '@/lib/domain/sweep';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { sweepInclude, sweepShape, toSweepView } from './sweep-row';

export const sweepListShape = z.object({ items: z.array(sweepShape), next: z.string().nullable() });

/** The sweeps, the latest instant first. */
export const listSweeps = query({
  name: 'sweep.list',
  input: z.strictObject({ state: z.enum(sweepStates, `Choose one of ${sweepStates.join(', ')}.`).optional(), ...pageSchema }),
  may: (actor) => judge('sweep.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { state, limit, cursor: cursorText }) => {
    const binding = cursorBinding('sweeps', { state });
    const cursor = readCursor(cursorText, binding, ['instant', 'uuid']);
    const rows = await prisma.lifecycleSweep.findMany({
      where: { ...(state === undefined ? {} : { state }), ...(cursor === null ? {} : { at: { lt: new Date(String(cursor.keys[0])) } }) },
      include: sweepInclude,
      orderBy: { at: 'desc' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toSweepView);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.at, last.id], backward: false }) : null };
  },
});
