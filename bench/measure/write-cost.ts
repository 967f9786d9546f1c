import { createHash } from 'node:crypto';
import type pg from 'pg';
import { atMost, figure, information, milliseconds, type ReportLine } from '../report/report-line';
import { median, percentile } from '../run/statistics';
import { inSession } from '../run/database-session';
import type { Measurement } from './measurement';

/** The triggers that keep what lists read; those that guard the record stay on in both. */
const KEEPERS = ['site_inserted', 'site_updated'];
const SINGLE = 200;
const MANY = 1_000;

/** What a write pays for lists that are quick: the same statements with and without the upkeep, rolled back. */
export const writeCost: Measurement = {
  key: 'writes',
  what: 'Upkeep of the kept counts',
  run: ({ ownerUrl, rounds }) =>
    inSession(ownerUrl, async (client) => {
      const { rows } = await client.query<{ id: string }>(`SELECT id FROM site WHERE state = 'live' ORDER BY md5(id::text) LIMIT ${Math.max(SINGLE, MANY)}`);
      const ids = rows.map(({ id }) => id);
      const renewal = `UPDATE site SET expires_at = expires_at + interval '1 day', updated_at = now(), revision = revision + 1 WHERE id`;
      const renaming = `UPDATE site SET title = title || ' 2', updated_at = now(), revision = revision + 1 WHERE id`;
      const one = async (statement: string): Promise<number> => {
        const times: number[] = [];
        for (const id of ids.slice(0, SINGLE)) times.push(await timed(client, `${statement} = $1`, [id]));
        return percentile(times, 0.5);
      };
      const many = (statement: string): Promise<number> => timed(client, `${statement} = ANY ($1)`, [ids.slice(0, MANY)]);
      const fold = (): Promise<number> => timed(client, `SELECT site_bitmap_fold(at, expiring_before, inactive_before) FROM site_bitmap_clock`, []);
      const compare = (work: () => Promise<number>): Promise<Cost> => compared(client, rounds, work);
      const folded = await compare(async () => (await many(renewal)) + (await fold()));
      return [
        line('A renewal of one Site', await compare(() => one(renewal))),
        line(`A renewal of ${figure(MANY, 0)} Sites in one statement`, await compare(() => many(renewal))),
        information({ key: 'writes', what: 'The same, and folded into the bitmaps', measured: described(folded) }),
        information({ key: 'writes', what: 'A renaming of one Site, whose text is searched', measured: described(await compare(() => one(renaming))) }),
      ];
    }),
};

interface Cost {
  withMs: number;
  withoutMs: number;
  ratio: number;
}

async function compared(client: pg.Client, rounds: number, work: () => Promise<number>): Promise<Cost> {
  const found: Cost[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const withoutMs = await rolledBack(client, { upkeep: false }, work);
    const withMs = await rolledBack(client, { upkeep: true }, work);
    // The first round only warms up.
    if (round >= 0) found.push({ withMs, withoutMs, ratio: withMs / withoutMs });
  }
  const of = (key: keyof Cost): number => median(found.map((each) => each[key]));
  return { withMs: of('withMs'), withoutMs: of('withoutMs'), ratio: of('ratio') };
}

async function rolledBack(client: pg.Client, { upkeep }: { upkeep: boolean }, work: () => Promise<number>): Promise<number> {
  await client.query('BEGIN');
  try {
    if (!upkeep) for (const trigger of KEEPERS) await client.query(`ALTER TABLE site DISABLE TRIGGER ${trigger}`);
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

async function timed(client: pg.Client, text: string, values: unknown[]): Promise<number> {
  const begin = performance.now();
  // By name, as the product asks: planned once, whatever is measured.
  await client.query({ text, values, name: createHash('sha256').update(text).digest('hex').slice(0, 24) });
  return performance.now() - begin;
}

function line(what: string, cost: Cost): ReportLine {
  return atMost(2, cost.ratio, { key: 'writes', what: `${what}, with the upkeep`, reach: 'at most 2 x without', measured: described(cost), details: cost });
}

function described({ withMs, withoutMs, ratio }: Cost): string {
  return `${milliseconds(withMs)}, without ${milliseconds(withoutMs)} = ${figure(ratio)} x`;
}
