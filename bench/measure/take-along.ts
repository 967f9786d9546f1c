import { atMost, figure, type ReportLine } from '../report/report-line';
import type { Bench } from '../run/bench';
import { timeCall } from '../run/http-client';
import { memoryGrowth } from '../run/process-group';
import { median } from '../run/statistics';
import { csvOfNewSites, recordCsv } from './csv-of-new-sites';
import { administer } from '../run/database-session';
import type { Measurement } from './measurement';

const MEGABYTE = 2 ** 20;
const MEMORY_MB = 150;

interface Taken {
  floorMs: number;
  productMs: number;
  grownBytes: number;
}

/** All Sites as CSV against COPY of the same query through the floor. */
export const exportAll: Measurement = {
  key: 'export',
  what: 'Export of all Sites as CSV',
  run: async (bench) => {
    const { product, floor, sites } = bench;
    const rounds = await repeat(bench, async () => {
      const floorMs = await timeCall({ url: `${floor.url}/export` }, { discard: true });
      const { value: productMs, grownBytes } = await memoryGrowth(product.groups, () => timeCall(product.api('/sites/export?format=csv'), { discard: true }));
      return { floorMs, productMs, grownBytes };
    });
    return lines('export', `Export of ${figure(sites, 0)} rows as CSV`, 3, 'COPY (same query) TO STDOUT', rounds);
  },
};

/** New Sites from a file against COPY of the same rows into the same table, its indexes included. */
export const importMany: Measurement = {
  key: 'import',
  what: 'Import of 100,000 CSV rows',
  run: async (bench) => {
    const { product, floor, ownerUrl } = bench;
    const rows = Math.min(100_000, bench.sites);
    let round = 0;
    const rounds = await repeat(bench, async () => {
      round += 1;
      // Other rows each time: what is there already is not imported again.
      const body = await csvOfNewSites(ownerUrl, { rows, salt: `r${round}` });
      const record = await recordCsv(ownerUrl, { rows, salt: `f${round}` });
      const floorMs = await timeCall({ url: `${floor.url}/import`, method: 'POST', body: record });
      await administer(ownerUrl, ['SET session_replication_role = replica', `DELETE FROM site WHERE slug LIKE 'bench-f${round}-%'`]);
      const call = product.api('/imports/csv?apply=true');
      const { value: productMs, grownBytes } = await memoryGrowth(product.groups, () =>
        timeCall({ ...call, method: 'POST', headers: { ...call.headers, 'content-type': 'text/csv' }, body }),
      );
      await requireImported(ownerUrl, `Bench r${round} %`, rows);
      return { floorMs, productMs, grownBytes };
    });
    return lines('import', `Import of ${figure(rows, 0)} CSV rows`, 8, 'COPY … FROM of the same rows', rounds);
  },
};

async function requireImported(ownerUrl: string, title: string, rows: number): Promise<void> {
  const [[found] = []] = await administer<{ n: number }>(ownerUrl, [`SELECT count(*)::int AS n FROM site WHERE title LIKE '${title}'`]);
  if (found?.n !== rows) throw new Error(`${found?.n ?? 0} of ${rows} rows were imported when the answer came`);
}

async function repeat({ rounds }: Bench, round: () => Promise<Taken>): Promise<Taken[]> {
  const found: Taken[] = [];
  for (let at = 0; at < rounds; at += 1) found.push(await round());
  return found;
}

function lines(key: string, what: string, limit: number, against: string, rounds: Taken[]): ReportLine[] {
  const ratio = median(rounds.map(({ floorMs, productMs }) => productMs / floorMs));
  const seconds = (of: (round: Taken) => number): string => `${figure(median(rounds.map(of)) / 1000)} s`;
  const grown = Math.max(...rounds.map(({ grownBytes }) => grownBytes)) / MEGABYTE;
  return [
    atMost(limit, ratio, {
      key, what, reach: `at most ${limit} x ${against}`,
      measured: `${seconds(({ productMs }) => productMs)}, the floor ${seconds(({ floorMs }) => floorMs)} = ${figure(ratio)} x`,
      details: rounds,
    }),
    atMost(MEMORY_MB, grown, { key, what: `${what}: memory of the app`, reach: `grows by at most ${MEMORY_MB} MB`, measured: `${figure(grown, 0)} MB at most` }),
  ];
}
