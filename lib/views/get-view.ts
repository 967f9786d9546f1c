import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { toSavedView, withOwner, type SavedView } from './view-shape';
import { visibleViews } from './visible-views';

/** One view, one's own or a shared one. */
export const getView = query({
  name: 'view.list',
  input: z.strictObject({ viewId: z.uuid() }),
  may: (actor) => judge('view.list', roleStandings(actor)),
  visible: visibleViews,
  load: async ({ prisma }, { viewId }, where, { actor }): Promise<SavedView | null> => {
    const row = await prisma.savedView.findFirst({ where: { AND: [{ id: viewId }, where] }, include: withOwner });
    return row === null ? null : toSavedView(row, actor);
  },
});
