import { bulkCommand } from '../bulk-command';

/** Gives a plan up. */
export const discardBulkAction = bulkCommand({
  name: 'bulk.run',
  step: 'discard',
  event: null,
  move: (_tx, _bulk, { now }) => Promise.resolve({ state: 'discarded', finishedAt: now }),
});
