import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { saveView as decide } from '@/lib/domain/view';
import { command } from '@/lib/gate/command';
import { ownViews, requireHolds, requireWriting, viewName, viewQuery } from '../load-view';
import { toSavedView } from '../view-shape';
import { insertView } from '../write';

/** Keeps a list under a name, for oneself or for everybody. */
export const saveView = command({
  name: 'view.save',
  nameFor: ({ isShared }) => (isShared ? 'view.share' : 'view.save'),
  input: z.strictObject({ name: viewName, query: viewQuery, isShared: z.boolean('Say true to share it, or false.').default(false) }),
  load: async (tx, { name, query, isShared }, { actor }) => {
    requireWriting(actor);
    if (actor.personId === null) return null; // a view belongs to a person
    await requireHolds(tx, query, actor);
    const view = { id: uuidv7(), ownerId: actor.personId, name, query, isShared, defaultFor: null, revision: 1 };
    return { view, own: await ownViews(tx, actor.personId) };
  },
  may: (actor, _loaded, { isShared }) => judge(isShared ? 'view.share' : 'view.save', roleStandings(actor)),
  decide: ({ view, own }) => decide(view, own),
  save: async (tx, _loaded, { view }, { actor, now }) => toSavedView(await insertView(tx, view, now), actor),
});
