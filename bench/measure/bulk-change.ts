import { eventTable } from '../floor/statements';
import { atMost, figure } from '../report/report-line';
import type { Bench } from '../run/bench';
import { callJson, timeCall } from '../run/http-client';
import { median } from '../run/statistics';
import { administer } from '../run/database-session';
import type { Measurement } from './measurement';

/** What the product says of a bulk action. */
interface BulkAction {
  id: string;
  state: string;
  revision: number;
  counts: { willChange: number; changed: number };
  /** Why there is no plan. */
  problem: string | null;
}

const MARK = 'bench-bulk';
const PATIENCE_MS = 10 * 60_000;

/** A tag for many Sites at once, each with its audit event, against one statement that does as much. */
export const bulkChange: Measurement = {
  key: 'bulk',
  what: 'Bulk change of 10,000 Sites',
  run: async (bench) => {
    const { floor, ownerUrl } = bench;
    const many = Math.min(10_000, bench.sites);
    const ids = await markSites(ownerUrl, many);
    await administer(ownerUrl, [eventTable]);
    const found: { floorMs: number; planMs: number; runMs: number; ratio: number }[] = [];
    for (let round = 1; round <= bench.rounds; round += 1) {
      const floorMs = await timeCall({ url: `${floor.url}/bulk`, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ids, tag: `zz-floor-${round}` }) });
      const { planMs, runMs } = await runBulk(bench, many, `bench-round-${round}`);
      found.push({ floorMs, planMs, runMs, ratio: runMs / floorMs });
    }
    const of = (key: 'floorMs' | 'planMs' | 'runMs'): string => `${figure(median(found.map((each) => each[key])) / 1000)} s`;
    const ratio = median(found.map((each) => each.ratio));
    return [
      atMost(10, ratio, {
        key: 'bulk',
        what: `Bulk change of ${figure(many, 0)} Sites`,
        reach: 'at most 10 x one SQL statement',
        measured: `${of('runMs')}, the statement ${of('floorMs')} = ${figure(ratio)} x (the preview before it ${of('planMs')})`,
        details: found,
      }),
    ];
  },
};

/** Tags the Sites that the change is about, so that they can be selected by a search; returns their ids. */
async function markSites(ownerUrl: string, many: number): Promise<string[]> {
  const [rows = []] = await administer<{ id: string }>(ownerUrl, [
    `UPDATE site SET tags = ARRAY(SELECT DISTINCT t FROM unnest(tags || '${MARK}'::text) t ORDER BY t), revision = revision + 1
      WHERE id IN (SELECT id FROM site WHERE state IN ('live', 'draft') ORDER BY md5(id::text) LIMIT ${many})
      RETURNING id`,
  ]);
  return rows.map(({ id }) => id);
}

async function runBulk({ product }: Bench, many: number, tag: string): Promise<{ planMs: number; runMs: number }> {
  const post = (path: string, body: unknown): Promise<BulkAction> => {
    const what = product.api(path);
    return callJson({ ...what, method: 'POST', headers: { ...what.headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  };
  const begin = performance.now();
  const { id } = await post('/bulk-actions', { kind: 'add_tags', change: { tags: [tag] }, reason: 'A bench.', selection: { search: { tag: MARK } } });
  const planned = await until(product.api(`/bulk-actions/${id}`), 'planned');
  const planMs = performance.now() - begin;
  if (planned.counts.willChange !== many) throw new Error(`${planned.counts.willChange} of ${many} Sites would change`);
  const started = performance.now();
  await post(`/bulk-actions/${id}/run`, { revision: planned.revision });
  const done = await until(product.api(`/bulk-actions/${id}`), 'done');
  const runMs = performance.now() - started;
  if (done.counts.changed !== many) throw new Error(`${done.counts.changed} of ${many} Sites were changed`);
  return { planMs, runMs };
}

async function until(what: Parameters<typeof callJson>[0], state: string): Promise<BulkAction> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const action = await callJson<BulkAction>(what);
    if (action.state === state) return action;
    if (['discarded', 'stopped'].includes(action.state)) throw new Error(`the bulk action is ${action.state}: ${action.problem ?? 'it does not say why'}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the bulk action is not ${state} after ${PATIENCE_MS / 60_000} minutes`);
}
