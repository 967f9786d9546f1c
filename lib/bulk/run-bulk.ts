import { bulkWords } from '@/lib/domain/bulk-words';
import type { DomainEvent } from '@/lib/domain/events';
import type { SitePatch } from '@/lib/domain/site-decisions';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction, violatedConstraint } from '@/lib/db/transaction';
import { enqueue } from '@/lib/jobs/queue';
import { notify } from '@/lib/notifications/write';
import { tellOfFailures } from '@/lib/policies/report-failures';
import type { Actor } from '@/lib/gate/actor';
import { lockSites } from '@/lib/sites/load-site';
import { successorNotice } from '@/lib/sites/successor-notice';
import { updateSites } from '@/lib/sites/write';
import { actorNow } from './bulk-actor';
import { changeOf, storedSelectionSchema, type BulkRow } from './bulk-row';
import { judgeBatch, type Judged } from './judge-batch';
import { readNames } from './read-names';
import type { StepOptions } from './plan-bulk';
import { closeItems, countBulk, lockBulk, moveBulk, updateItems, type ItemResult } from './write';

/** Sites in one transaction: long enough to be quick, short enough to keep nobody waiting for one of them. */
const batchSize = 500;
/** Items in one transaction that only change their own state. */
const closeSize = 5_000;

/**
 * Does what was planned, a batch a transaction: Sites, events, items and counters are committed together, so that a
 * crash leaves each Site done once or not yet. Any number of jobs may run the same action; its row lets one at a time.
 */
export async function runBulk(db: Database, bulkId: string, { signal, clock = () => new Date() }: StepOptions): Promise<void> {
  let size = batchSize;
  for (;;) {
    let more: boolean;
    try {
      more = await inTransaction(db, (tx) => runBatch(tx, bulkId, size, clock()), { timeoutMs: 60_000 });
      size = batchSize;
    } catch (error) {
      if (violatedConstraint(error) === null) throw error;
      // The database forbids what the rules allowed. It is looked for in ever smaller batches, so that it stops only itself.
      more = size > 1 || (await inTransaction(db, (tx) => refuseNext(tx, bulkId, 1, 'A rule of the record forbids this change.')));
      size = Math.max(1, Math.floor(size / 10));
    }
    if (!more) return;
    if (!signal.aborted) continue;
    await inTransaction(db, (tx) => enqueue(tx, 'run-bulk-action', { bulkId }, { key: bulkId }));
    return;
  }
}

/** Answers whether there is more to do. */
async function runBatch(tx: Tx, bulkId: string, size: number, now: Date): Promise<boolean> {
  const bulk = await lockBulk(tx, bulkId);
  if (bulk === null || (bulk.state !== 'running' && bulk.state !== 'stopping')) return false;
  if (await closePlanned(tx, bulk)) return true;
  const siteIds = await nextSites(tx, bulkId, size);
  if (siteIds.length === 0) return finish(tx, bulk, now);
  if (bulk.state === 'stopping') {
    await moveBulk(tx, bulk, { state: 'stopped', finishedAt: now });
    return false;
  }
  const { actor, hasLeft } = await actorNow(tx, bulk);
  if (hasLeft) return refuseNext(tx, bulkId, closeSize, `${actor.name} has left, so nothing more was changed.`);
  const { judged, failures } = await judgeBatch(tx, bulk, actor, siteIds, await lockSites(tx, siteIds, actor), now);
  const changes = judged.filter((each) => each.verdict === 'change');
  if (changes.length > 0) await updateSites(tx, changes.map(({ site, patch }) => ({ base: site, patch })), { now, actor });
  await tellSuccessors(tx, bulkId, actor, changes, now);
  await updateItems(tx, bulkId, judged.map(toItem));
  await countBulk(tx, bulkId, {
    changed: { increment: changes.length },
    unchanged: { increment: judged.filter(({ verdict }) => verdict === 'stay').length },
    refused: { increment: judged.filter(({ verdict }) => verdict === 'refuse').length },
  });
  const loud = await tellOfFailures(tx, failures, now);
  await record(tx, [...changes.flatMap(({ events }) => events), ...loud], { actor, now }); // last: it locks the end of the chain
  return true;
}

/** Whoever is named as a successor hears of it once for the whole bulk action. */
async function tellSuccessors(tx: Tx, bulkId: string, actor: Actor, changes: readonly { patch: SitePatch }[], now: Date): Promise<void> {
  const named = new Set(changes.flatMap(({ patch }) => patch.successorId ?? []));
  named.delete(actor.personId ?? '');
  await notify(tx, [...named].map((personId) => successorNotice({ personId, by: actor.name, occasion: `successor bulk ${bulkId}` })), now);
}

async function nextSites(tx: Tx, bulkId: string, size: number): Promise<string[]> {
  const items = await tx.bulkItem.findMany({ where: { bulkId, state: 'will_change' }, orderBy: { siteId: 'asc' }, take: size, select: { siteId: true } });
  return items.map(({ siteId }) => siteId);
}

function toItem(judged: Judged): ItemResult {
  switch (judged.verdict) {
    case 'change':
      return { siteId: judged.siteId, state: 'changed', reason: null, before: judged.before, revisionAfter: judged.site.revision + 1 };
    case 'stay':
      return { siteId: judged.siteId, state: 'unchanged', reason: null };
    case 'refuse':
      return { siteId: judged.siteId, state: 'refused', reason: judged.reason };
  }
}

/** What was not to change is done with as it was planned: nobody confirmed a change of those. Answers whether there was any. */
async function closePlanned(tx: Tx, bulk: BulkRow): Promise<boolean> {
  if (bulk.unchanged + bulk.refused >= bulk.willStay + bulk.willRefuse) return false;
  const closed = await closeItems(tx, bulk.id, ['will_stay', 'will_refuse'], closeSize);
  if (closed.unchanged + closed.refused === 0) return false;
  await countBulk(tx, bulk.id, { unchanged: { increment: closed.unchanged }, refused: { increment: closed.refused } });
  return true;
}

async function refuseNext(tx: Tx, bulkId: string, size: number, reason: string): Promise<true> {
  await lockBulk(tx, bulkId);
  const { refused } = await closeItems(tx, bulkId, ['will_change'], size, reason);
  await countBulk(tx, bulkId, { refused: { increment: refused } });
  return true;
}

async function finish(tx: Tx, bulk: BulkRow, now: Date): Promise<false> {
  await moveBulk(tx, bulk, { state: 'done', finishedAt: now });
  const { actor } = await actorNow(tx, bulk);
  const { changed, unchanged, refused } = bulk;
  await record(tx, [await bulkEvent(tx, 'bulk.finished', bulk, { changed, unchanged, refused })], { actor, now });
  return false;
}

/** An event about a bulk action as a whole, named as people see it. */
export async function bulkEvent(tx: Tx, type: DomainEvent['type'], bulk: BulkRow, data: NonNullable<DomainEvent['data']> = {}): Promise<DomainEvent> {
  const change = changeOf(bulk);
  const words = bulkWords(change, await readNames(tx, [change]));
  const { missing } = storedSelectionSchema.parse(bulk.selection);
  return {
    type,
    subject: { kind: 'bulk', id: bulk.id, name: bulk.undoOf === null ? words : `Undo: ${words}` },
    reason: bulk.reason,
    data: { kind: bulk.kind, ...(bulk.undoOf === null ? {} : { undoes: bulk.undoOf.id }), total: bulk.total, missing: missing.length, ...data },
  };
}
