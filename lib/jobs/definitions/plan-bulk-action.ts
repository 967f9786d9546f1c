import { planBulk } from '@/lib/bulk/plan-bulk';
import type { Job } from '../job';

/** Works out what a bulk action would do to each Site. */
export const planBulkActionJob: Job<'plan-bulk-action'> = ({ bulkId }, { db, signal }) => planBulk(db, bulkId, { signal });
