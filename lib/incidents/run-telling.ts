import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import type { Database } from '@/lib/db/client';
import { databaseClock } from '@/lib/db/database-clock';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { tellIncidents } from './tell-incidents';

/** Sites of one transaction, and of one message. */
const batchSize = 1_000;

/** Tells of incidents, batch by batch, until all are told or it is told to end. */
export async function runTelling(db: Database, signal?: AbortSignal): Promise<void> {
  const now = (await databaseClock(db))();
  const actor = systemActor('Drift watch', { via: 'job', correlationId: uuidv7() });
  for (let found = batchSize; found > 0 && signal?.aborted !== true; ) {
    found = await inTransaction(db, async (tx) => {
      const step = await tellIncidents(tx, { now, actor }, batchSize);
      await record(tx, step.events, { actor, now });
      return step.found;
    });
  }
}
