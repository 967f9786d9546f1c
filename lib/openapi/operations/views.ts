import { z } from 'zod';
import { changeView as change } from '@/lib/views/commands/change-view';
import { deleteView as remove } from '@/lib/views/commands/delete-view';
import { saveView as save } from '@/lib/views/commands/save-view';
import { firstViewShape, setDefaultView as setDefault } from '@/lib/views/commands/set-default-view';
import { getView as get } from '@/lib/views/get-view';
import { listViews as list, viewListShape } from '@/lib/views/list-views';
import { viewShape } from '@/lib/views/view-shape';
import { changes, reads } from '../operation';

const tag = 'Saved views';

export const listViews = reads({ id: 'listViews', method: 'GET', path: '/views', tag, summary: 'List your own and the shared views' }, list, viewListShape);
export const createView = changes({ id: 'createView', method: 'POST', path: '/views', tag, summary: 'Save a view', status: 201 }, save, viewShape);
export const getView = reads({ id: 'getView', method: 'GET', path: '/views/{viewId}', tag, summary: 'Get a view' }, get, viewShape);
export const updateView = changes(
  { id: 'updateView', method: 'PATCH', path: '/views/{viewId}', tag, summary: 'Rename, change, share or unshare a view' },
  change,
  viewShape,
);
export const deleteView = changes(
  { id: 'deleteView', method: 'DELETE', path: '/views/{viewId}', tag, summary: 'Delete a view' },
  remove,
  z.object({ id: z.uuid(), name: z.string() }),
);
export const setDefaultView = changes(
  { id: 'setDefaultView', method: 'PUT', path: '/views/defaults/{role}', tag, summary: 'Choose the view that a role’s list opens with' },
  setDefault,
  firstViewShape,
);
