import { runBulk } from '@/lib/bulk/run-bulk';
import type { Job } from '../job';

/** Does what was planned. */
export const runBulkActionJob: Job<'run-bulk-action'> = ({ bulkId }, { db, signal }) => runBulk(db, bulkId, { signal });
