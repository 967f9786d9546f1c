import { enqueue } from '@/lib/jobs/queue';
import { bulkCommand } from '../bulk-command';
import { storedSelectionSchema } from '../bulk-row';

/** Starts what was planned. It runs as whoever confirmed it, with the rights that they have by then. */
export const runBulkAction = bulkCommand({
  name: 'bulk.run',
  step: 'run',
  event: 'bulk.started',
  move: async (tx, bulk, { actor, now }) => {
    await enqueue(tx, 'run-bulk-action', { bulkId: bulk.id }, { key: bulk.id });
    // What has no item is refused from the beginning.
    const refused = storedSelectionSchema.parse(bulk.selection).missing.length;
    return { state: 'running', startedAt: now, refused, via: actor.via, correlationId: actor.correlationId };
  },
});
