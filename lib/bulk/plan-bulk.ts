import type { BulkItemState } from '@/lib/domain/bulk';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { ProblemError } from '@/lib/gate/problem';
import { enqueue } from '@/lib/jobs/queue';
import { tellOfFailures } from '@/lib/policies/report-failures';
import { readSettings } from '@/lib/settings/get-settings';
import { loadSites } from '@/lib/sites/load-site';
import { actorNow } from './bulk-actor';
import { storedSelectionSchema, type BulkRow } from './bulk-row';
import { judgeBatch, type Judged } from './judge-batch';
import { compileSelection, selectBatch, type CompiledSelection } from './select-batch';
import { countBulk, insertItems, lockBulk, moveBulk } from './write';

const batchSize = 1_000;

export type StepOptions = { signal: AbortSignal; clock?: () => Date };

/**
 * Works out what a bulk action would do to each selected Site, a batch a transaction, in the order of their ids. Where
 * it was killed, it goes on after the last batch that was committed.
 */
export async function planBulk(db: Database, bulkId: string, { signal, clock = () => new Date() }: StepOptions): Promise<void> {
  while (await inTransaction(db, (tx) => planBatch(db, tx, bulkId, clock()), { timeoutMs: 60_000 })) {
    if (!signal.aborted) continue;
    await inTransaction(db, (tx) => enqueue(tx, 'plan-bulk-action', { bulkId }, { key: bulkId }));
    return;
  }
}

/** Answers whether there is more to plan. */
async function planBatch(db: Database, tx: Tx, bulkId: string, now: Date): Promise<boolean> {
  const bulk = await lockBulk(tx, bulkId);
  if (bulk?.state !== 'planning') return false;
  const { actor, hasLeft } = await actorNow(tx, bulk);
  if (hasLeft) return giveUp(tx, bulk, `${actor.name} has left, so nothing was planned.`);
  let selected: CompiledSelection;
  try {
    const { settings } = await readSettings(tx);
    // “Within 30 days” means the same for every batch: counted from when it was asked.
    const context = { actor, now: bulk.createdAt };
    selected = await compileSelection(db, storedSelectionSchema.parse(bulk.selection), bulk.undoOf?.id ?? null, settings, context);
  } catch (error) {
    if (error instanceof ProblemError) return giveUp(tx, bulk, error.message);
    throw error;
  }
  const siteIds = await selectBatch(tx, selected, bulk.planCursor, batchSize);
  const { judged, failures } = await judgeBatch(tx, bulk, actor, siteIds, await loadSites(tx, siteIds, actor), now);
  await insertItems(tx, bulkId, judged.map(toItem));
  const isLast = siteIds.length < batchSize;
  await countPlan(tx, bulk, judged, isLast ? null : (siteIds.at(-1) ?? null), now);
  await record(tx, await tellOfFailures(tx, failures, now), { actor, now }); // last: it locks the end of the chain
  return !isLast;
}

async function countPlan(tx: Tx, bulk: BulkRow, judged: readonly Judged[], cursor: string | null, now: Date): Promise<void> {
  const countOf = (verdict: Judged['verdict']): number => judged.filter((each) => each.verdict === verdict).length;
  const isLast = cursor === null;
  const { ids: _planned, ...selection } = storedSelectionSchema.parse(bulk.selection);
  const missing = isLast ? selection.missing.length : 0;
  const counts = {
    total: bulk.total + judged.length + missing,
    willChange: bulk.willChange + countOf('change'),
    willStay: bulk.willStay + countOf('stay'),
    willRefuse: bulk.willRefuse + countOf('refuse') + missing,
  };
  if (isLast) await moveBulk(tx, bulk, { ...counts, state: 'planned', plannedAt: now, planCursor: null, selection });
  else await countBulk(tx, bulk.id, { ...counts, planCursor: cursor });
}

/** A plan that can't be made is discarded, and says why. */
async function giveUp(tx: Tx, bulk: BulkRow, problem: string): Promise<false> {
  const { ids: _unused, ...selection } = storedSelectionSchema.parse(bulk.selection);
  await moveBulk(tx, bulk, { state: 'discarded', selection: { ...selection, problem } });
  return false;
}

const planned = { change: 'will_change', stay: 'will_stay', refuse: 'will_refuse' } as const satisfies Record<Judged['verdict'], BulkItemState>;

function toItem(judged: Judged) {
  return { siteId: judged.siteId, state: planned[judged.verdict], reason: judged.verdict === 'refuse' ? judged.reason : null };
}
