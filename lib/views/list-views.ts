import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { toSavedView, viewShape, withOwner, type SavedView } from './view-shape';
import { visibleViews } from './visible-views';

export const viewListShape = z.object({ items: z.array(viewShape), next: z.null() });

/** A bound, not a page: two hundred of one’s own and the shared ones fit. */
const shown = 500;

/** The views that somebody can open: their own first, then the shared ones, each by name. */
export const listViews = query({
  name: 'view.list',
  input: z.strictObject({}),
  may: (actor) => judge('view.list', roleStandings(actor)),
  visible: visibleViews,
  load: async ({ prisma }, _input, where, { actor }): Promise<{ items: SavedView[]; next: null }> => {
    const rows = await prisma.savedView.findMany({ where, include: withOwner, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: shown });
    const items = rows.map((row) => toSavedView(row, actor));
    return { items: [...items.filter(({ isMine }) => isMine), ...items.filter(({ isMine }) => !isMine)], next: null };
  },
});
