import { createBulkAction as create } from '@/lib/bulk/commands/create-bulk-action';
import { discardBulkAction as discard } from '@/lib/bulk/commands/discard-bulk-action';
import { runBulkAction as run } from '@/lib/bulk/commands/run-bulk-action';
import { stopBulkAction as stop } from '@/lib/bulk/commands/stop-bulk-action';
import { undoBulkAction as undo } from '@/lib/bulk/commands/undo-bulk-action';
import { bulkActionShape, bulkItemListShape, bulkListShape, bulkRefusalsShape } from '@/lib/bulk/bulk-shape';
import { getBulkAction as get } from '@/lib/bulk/get-bulk-action';
import { listBulkActions as list } from '@/lib/bulk/list-bulk-actions';
import { listBulkItems as items } from '@/lib/bulk/list-bulk-items';
import { listBulkRefusals as refusals } from '@/lib/bulk/list-bulk-refusals';
import { changes, reads } from '../operation';

const tag = 'Bulk actions';
const one = '/bulk-actions/{bulkId}';

export const listBulkActions = reads({ id: 'listBulkActions', method: 'GET', path: '/bulk-actions', tag, summary: 'List bulk actions, newest first' }, list, bulkListShape);
export const createBulkAction = changes(
  { id: 'createBulkAction', method: 'POST', path: '/bulk-actions', tag, summary: 'Prepare one change of many Sites', status: 201 },
  create,
  bulkActionShape,
);
export const getBulkAction = reads({ id: 'getBulkAction', method: 'GET', path: one, tag, summary: 'Get a bulk action and how far it is' }, get, bulkActionShape);
export const listBulkItems = reads(
  { id: 'listBulkItems', method: 'GET', path: `${one}/items`, tag, summary: 'List what is foreseen of each Site, or what happened' },
  items,
  bulkItemListShape,
);
export const listBulkRefusals = reads(
  { id: 'listBulkRefusals', method: 'GET', path: `${one}/refusals`, tag, summary: 'Count the Sites that are refused by their reasons' },
  refusals,
  bulkRefusalsShape,
);
export const runBulkAction = changes({ id: 'runBulkAction', method: 'POST', path: `${one}/run`, tag, summary: 'Run what was planned' }, run, bulkActionShape);
export const stopBulkAction = changes({ id: 'stopBulkAction', method: 'POST', path: `${one}/stop`, tag, summary: 'Stop after the present batch' }, stop, bulkActionShape);
export const discardBulkAction = changes({ id: 'discardBulkAction', method: 'POST', path: `${one}/discard`, tag, summary: 'Give a plan up' }, discard, bulkActionShape);
export const undoBulkAction = changes(
  { id: 'undoBulkAction', method: 'POST', path: `${one}/undo`, tag, summary: 'Prepare putting back what was changed', status: 201 },
  undo,
  bulkActionShape,
);
