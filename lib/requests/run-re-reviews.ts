import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import type { Database } from '@/lib/db/client';
import { databaseClock } from '@/lib/db/database-clock';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { readSettings } from '@/lib/settings/get-settings';
import { openReReviews } from './open-re-reviews';

/** Sites of one transaction: each may be narrowed, and keeps whoever wants it waiting until all are. */
const batchSize = 50;

/** Opens the re-reviews that wait to be opened, batch by batch, until there are none or it is told to end. */
export async function runReReviews(db: Database, signal?: AbortSignal): Promise<void> {
  const now = (await databaseClock(db))();
  const actor = systemActor('Re-review', { via: 'job', correlationId: uuidv7() });
  for (let found = batchSize; found > 0 && signal?.aborted !== true; ) {
    found = await inTransaction(db, async (tx) => {
      const step = await openReReviews(tx, { now, actor, settings: (await readSettings(tx)).settings }, batchSize);
      await record(tx, step.events, { actor, now });
      return step.found;
    });
  }
}
