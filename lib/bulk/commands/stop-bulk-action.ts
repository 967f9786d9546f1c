import { bulkCommand } from '../bulk-command';

/** Stops a bulk action after its present batch; what is done stays done. */
export const stopBulkAction = bulkCommand({
  name: 'bulk.stop',
  step: 'stop',
  event: 'bulk.stopped',
  move: () => Promise.resolve({ state: 'stopping' }),
});
