import { atMost, figure, information, milliseconds } from '../report/report-line';
import { type Bench, FIRST_PAGE } from '../run/bench';
import { type Call, callJson, timeEach } from '../run/http-client';
import { median, percentile } from '../run/statistics';
import type { Measurement } from './measurement';

const CALLS = 60;
const PAGE = 50;
/** As large as a page may be: to be deep soon. */
const STRIDE = 200;

interface Page {
  items: unknown[];
  next: string | null;
  previous: string | null;
}

/** A place in a list and the call that leads there. */
interface Place {
  name: string;
  page: Call;
  /** By offset, not by cursor. */
  isJump: boolean;
}
type Found = { list: string; place: string; isJump: boolean; ms: number; ratio: number };

const slowest = (found: readonly Found[]): Found => found.reduce((a, b) => (b.ratio > a.ratio ? b : a));

/** The lists that are walked: the one of F, and everything by name and by the date that most often changes. */
const lists: Record<string, string> = {
  'audience + state by expiry': FIRST_PAGE.replace(/&limit=\d+/, ''),
  'all by name': 'sort=title',
  'all by change, newest first': 'sort=-updatedAt',
};

/** Pages by cursor, forward and back, and by offset, against the first page of the same list. */
export const deepPages: Measurement = {
  key: 'deep',
  what: 'Any page, however deep, forward or back',
  run: async (bench) => {
    const found: Found[] = [];
    for (const [list, query] of Object.entries(lists)) {
      const places = await placesOf(bench, query);
      const first: Call[] = repeated(bench.product.api(`/sites?${query}&limit=${PAGE}`));
      for (const { name, page, isJump } of places) {
        await timeEach([...first.slice(0, 10), ...repeated(page).slice(0, 10)]);
        const rounds: { ms: number; ratio: number }[] = [];
        for (let round = 0; round < bench.rounds; round += 1) {
          const base = percentile(await timeEach(first), 0.5);
          const ms = percentile(await timeEach(repeated(page)), 0.5);
          rounds.push({ ms, ratio: ms / base });
        }
        found.push({ list, place: name, isJump, ms: median(rounds.map(({ ms }) => ms)), ratio: median(rounds.map(({ ratio }) => ratio)) });
      }
    }
    const pages = found.filter(({ isJump }) => !isJump);
    const worst = slowest(pages);
    const jump = slowest(found.filter(({ isJump }) => isJump));
    return [
      atMost(1.3, worst.ratio, {
        key: 'deep',
        what: `The slowest of ${pages.length} deep pages`,
        reach: 'at most 1.3 x the first',
        measured: `${milliseconds(worst.ms)} = ${figure(worst.ratio)} x (${worst.list}, ${worst.place})`,
        details: found,
      }),
      // Somebody drags the scroll bar to the middle: nothing but counting rows leads there.
      information({ key: 'deep', what: 'The slowest jump by offset', measured: `${milliseconds(jump.ms)} = ${figure(jump.ratio)} x (${jump.list}, ${jump.place})` }),
    ];
  },
};

const repeated = (page: Call): Call[] => Array.from({ length: CALLS }, () => page);

async function placesOf({ product, sites }: Bench, query: string): Promise<Place[]> {
  const at = (cursor: string): Call => product.api(`/sites?${query}&limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`);
  const wanted = [1, 100, 2_000].filter((page) => page * PAGE * 2 < sites * 0.4);
  const places: Place[] = [];
  let cursor: string | null = null;
  let rows = 0;
  for (const target of wanted) {
    while (rows < target * PAGE) {
      // The cursor is a place between two rows, whatever the size of the pages around it.
      const step: number = Math.min(STRIDE, target * PAGE - rows);
      const page: Page = await callJson<Page>(product.api(`/sites?${query}&limit=${step}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`));
      rows += page.items.length;
      if (page.next === null) throw new Error(`the list ends after ${rows} rows`);
      cursor = page.next;
    }
    if (cursor === null) continue;
    places.push({ name: `forward to page ${target + 1}`, page: at(cursor), isJump: false });
    const here = await callJson<Page>(at(cursor));
    if (here.previous !== null && target > 1) places.push({ name: `back to page ${target}`, page: at(here.previous), isJump: false });
  }
  for (const share of [0.1, 0.5, 0.95]) {
    // Of the Sites that match, which the first list has the fewest of: four tenths of all.
    const offset = Math.floor((sites * 0.4 * share) / PAGE) * PAGE;
    places.push({ name: `offset ${figure(offset, 0)}`, page: product.api(`/sites?${query}&limit=${PAGE}&offset=${offset}`), isJump: true });
  }
  return places;
}
