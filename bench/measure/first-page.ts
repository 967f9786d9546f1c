import { atLeast, atMost, figure, milliseconds, times } from '../report/report-line';
import { againstFloor, type Bench, FIRST_PAGE } from '../run/bench';
import { call, type Call, throughput, timeEach } from '../run/http-client';
import { median } from '../run/statistics';
import type { Measurement } from './measurement';

const CALLS = 150;
const CONNECTIONS = 16;
const SECONDS = 4;

const repeated = (what: Call): Call[] => Array.from({ length: CALLS }, () => what);

/** The first page over REST: one connection, then sixteen. */
export const firstPage: Measurement = {
  key: 'page',
  what: 'REST first page of 50, filter audience + state, sorted by expiry',
  run: async (bench) => {
    const page = bench.product.api(`/sites?${FIRST_PAGE}`);
    await requireSameRows(bench, page);
    const one = await againstFloor(bench, () => timeEach(repeated(page)));
    const many = await sixteen(bench, page);
    return [
      atMost(1.6, one.p50Ratio, {
        key: 'page',
        what: 'REST first page of 50, 1 connection',
        reach: 'at most 1.6 F',
        measured: `${milliseconds(one.p50Ms)} = ${times(one.p50Ratio)} (F ${milliseconds(one.floorMs)})`,
        details: one,
      }),
      atLeast(0.6, many.ratio, {
        key: 'page',
        what: `REST first page of 50, ${CONNECTIONS} connections`,
        reach: 'at least 0.6 x the floor',
        measured: `${figure(many.product, 0)} of the floor’s ${figure(many.floor, 0)} a second = ${figure(many.ratio)} x`,
        details: many,
      }),
    ];
  },
};

/** The same list as the page that a browser gets. */
export const htmlPage: Measurement = {
  key: 'html',
  what: 'The same page as HTML',
  run: async (bench) => {
    const page = { url: `${bench.product.url}/sites?${FIRST_PAGE.replace(/&limit=\d+/, '')}`, headers: { cookie: bench.product.cookie } };
    const { body } = await call(page);
    if (!body.includes('</table>')) throw new Error('the answer has no table; is the session good?');
    const found = await againstFloor(bench, () => timeEach(repeated(page)));
    return [
      atMost(3, found.p50Ratio, {
        key: 'html',
        what: 'The same page as HTML, 1 connection',
        reach: 'at most 3 F',
        measured: `${milliseconds(found.p50Ms)} = ${times(found.p50Ratio)}, ${figure(body.length / 1000, 0)} kB`,
        details: { ...found, bytes: body.length },
      }),
    ];
  },
};

/** A ratio means nothing unless both answer the same. */
async function requireSameRows({ floor }: Bench, page: Call): Promise<void> {
  const [mine, theirs] = await Promise.all([page, { url: `${floor.url}/page` }].map(async (what) => {
    const { items } = JSON.parse((await call(what)).body.toString('utf8')) as { items: { id: string }[] };
    return items.map(({ id }) => id).join(' ');
  }));
  if (mine !== theirs) throw new Error('the product and the floor answer different rows');
}

async function sixteen({ floor, rounds }: Bench, page: Call): Promise<{ floor: number; product: number; ratio: number }> {
  const load = { connections: CONNECTIONS, seconds: SECONDS };
  await throughput(page, { ...load, seconds: 1 });
  const found: { floor: number; product: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    found.push({ floor: await throughput({ url: `${floor.url}/page` }, load), product: await throughput(page, load) });
  }
  return {
    floor: median(found.map((each) => each.floor)),
    product: median(found.map((each) => each.product)),
    ratio: median(found.map((each) => each.product / each.floor)),
  };
}
