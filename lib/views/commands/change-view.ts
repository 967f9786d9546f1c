import { z } from 'zod';
import { seenRevision } from '@/lib/domain/text';
import { changeView as decide, judgeViewChange } from '@/lib/domain/view';
import { command } from '@/lib/gate/command';
import { lockView, ownViews, requireHolds, requireWriting, viewName, viewQuery } from '../load-view';
import { toSavedView } from '../view-shape';
import { updateView } from '../write';

/** Renames a view, gives it the list as it is now, shares it or takes it back. */
export const changeView = command({
  name: 'view.save',
  nameFor: ({ isShared }) => (isShared === true ? 'view.share' : 'view.save'),
  input: z.strictObject({
    viewId: z.uuid(),
    name: viewName.optional(),
    query: viewQuery.optional(),
    isShared: z.boolean('Say true to share it, or false.').optional(),
    revision: seenRevision,
  }),
  load: async (tx, { viewId, query }, { actor }) => {
    requireWriting(actor);
    const view = await lockView(tx, viewId);
    if (view === null) return null;
    // Those who may not change it are told so, not what is wrong with their query.
    if (query !== undefined && judgeViewChange(actor, view, false).allowed) await requireHolds(tx, query, actor);
    return { view, own: await ownViews(tx, view.ownerId, viewId) };
  },
  may: (actor, { view }, { isShared }) => judgeViewChange(actor, view, isShared === true),
  decide: ({ view, own }, change, { actor }) => decide(view, change, own, actor),
  save: async (tx, _loaded, { view }, { actor, now }) => toSavedView(await updateView(tx, view, now), actor),
});
