import { v7 as uuidv7 } from 'uuid';
import { record } from '@/lib/audit/record';
import type { Database } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { enqueue } from '@/lib/jobs/queue';
import { handOverBatch } from './hand-over';

/** Hands over everything of somebody who left, a batch a transaction. */
export async function handOverSites(db: Database, personId: string, { signal, clock = () => new Date() }: { signal: AbortSignal; clock?: () => Date }): Promise<void> {
  const actor = systemActor('Departures', { via: 'job', correlationId: uuidv7() });
  for (;;) {
    const next = await inTransaction(
      db,
      async (tx) => {
        const now = clock();
        const step = await handOverBatch(tx, { personId }, { now, actor });
        await record(tx, step.events, { actor, now }); // last: it locks the end of the chain
        return step.next;
      },
      { timeoutMs: 60_000 },
    );
    if (next === null) return;
    if (!signal.aborted) continue;
    await inTransaction(db, (tx) => enqueue(tx, 'hand-over-sites', { personId }, { key: personId }));
    return;
  }
}
