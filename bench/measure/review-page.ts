import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { atMost, figure, milliseconds, times } from '../report/report-line';
import { againstFloor, type Bench } from '../run/bench';
import { call, type Call, timeEach } from '../run/http-client';
import { median, percentile } from '../run/statistics';
import type { Measurement } from './measurement';

const CALLS = 60;

/** The page of a request as a reviewer gets it: a widening to the workspace of a Site with sources. */
export const reviewPage: Measurement = {
  key: 'review',
  what: 'Review page',
  run: async (bench) => {
    const requestId = await insertRequest(bench);
    const page: Call = { url: `${bench.product.url}/requests/${requestId}`, headers: { cookie: bench.product.cookie } };
    const { body } = await call(page);
    if (!body.includes('Identity path')) throw new Error('the answer is no review page; is the session good?');
    // The floor of this page reads what it shows in one statement; beside it stands the F of the other pages.
    const facts: Call = { url: `${bench.floor.url}/review?id=${requestId}` };
    const repeated = (what: Call) => timeEach(Array.from({ length: CALLS }, () => what));
    await repeated(facts);
    const floors: number[] = [];
    const found = await againstFloor(bench, async () => {
      floors.push(percentile(await repeated(facts), 0.5));
      return repeated(page);
    });
    const floorMs = median(floors.slice(1));
    const ratio = found.p50Ms / floorMs;
    return [
      atMost(3, ratio, {
        key: 'review',
        what: 'Review page as HTML, 1 connection',
        reach: 'at most 3 x its floor',
        measured: `${milliseconds(found.p50Ms)} = ${figure(ratio)} x (its floor ${milliseconds(floorMs)}), ${times(found.p50Ratio)}, ${figure(body.length / 1000, 0)} kB`,
        details: { ...found, floorMs, bytes: body.length },
      }),
    ];
  },
};

/** A request that waits, on a live Site that names sources and groups; its id. */
async function insertRequest({ ownerUrl }: Bench): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; owner_id: string }>(`
      SELECT s.id, s.owner_id FROM site s JOIN person p ON p.id = s.owner_id AND p.deactivated_at IS NULL
       WHERE s.state = 'live' AND s.audience = 'custom' AND EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id) AND EXISTS (SELECT FROM site_audience_group g WHERE g.site_id = s.id)
         AND NOT EXISTS (SELECT FROM request r WHERE r.site_id = s.id) AND NOT 'admin' = ANY (p.roles) ORDER BY s.id LIMIT 1`);
    const [site] = rows;
    if (site === undefined) throw new Error('there is no such Site');
    const id = uuidv7();
    const audience = { people: [], groups: [] };
    await client.query(
      `INSERT INTO request (id, site_id, kind, requester_id, reason, proposal, before) VALUES ($1, $2, 'widening', $3, 'A bench asks.', $4, $5)`,
      [id, site.id, site.owner_id, JSON.stringify({ audience: { mode: 'workspace_all', ...audience, reach: null }, gains: 0, until: null, evidence: [] }), JSON.stringify({ mode: 'admins_only', ...audience, reach: 1 })],
    );
    return id;
  } finally {
    await client.end();
  }
}
