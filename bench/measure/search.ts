import { atMost, information, milliseconds, times } from '../report/report-line';
import { againstFloor, type Bench, query } from '../run/bench';
import { call, timeEach } from '../run/http-client';
import { median, percentile } from '../run/statistics';
import type { Measurement } from './measurement';
import { searchTerms, type Term } from './search-terms';

const REPEATS = 4;

/** Substring search as one types: the first page of what matches, in the order of the list. */
export const search: Measurement = {
  key: 'search',
  what: 'Substring search over every field',
  run: async (bench) => {
    const terms = await searchTerms(bench.ownerUrl);
    const perTerm = new Map<Term, number[]>(terms.map((term) => [term, []]));
    await requireFound(bench, terms);
    const found = await againstFloor(bench, async () => {
      const all: number[] = [];
      for (const term of terms) {
        const times = await timeEach(Array.from({ length: REPEATS }, () => searchCall(bench, term)));
        perTerm.get(term)?.push(...times);
        all.push(...times);
      }
      return all;
    });
    const details = terms.map((term) => ({ ...term, p50Ms: median(perTerm.get(term) ?? []) })).sort((a, b) => b.p50Ms - a.p50Ms);
    const slowest = details.slice(0, 3).map(({ text, p50Ms }) => `“${text.slice(0, 24)}” ${milliseconds(p50Ms)}`);
    return [
      atMost(4, found.p50Ratio, {
        key: 'search', what: `Substring search, ${terms.length} terms: p50`, reach: 'at most 4 F', measured: `${milliseconds(found.p50Ms)} = ${times(found.p50Ratio)}`, details: found,
      }),
      atMost(15, found.p95Ratio, {
        key: 'search', what: 'Substring search: p95', reach: 'at most 15 F', measured: `${milliseconds(found.p95Ms)} = ${times(found.p95Ratio)}`, details,
      }),
      information({ key: 'search', what: 'The slowest terms', measured: slowest.join(', ') }),
    ];
  },
};

/** The median of all terms in milliseconds, for comparing sizes. */
export async function searchMedian(bench: Bench): Promise<number> {
  const terms = await searchTerms(bench.ownerUrl);
  const calls = terms.map((term) => searchCall(bench, term));
  await timeEach(calls);
  const rounds: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) rounds.push(percentile(await timeEach([...calls, ...calls]), 0.5));
  return median(rounds);
}

function searchCall({ product }: Bench, { text }: Term): ReturnType<typeof product.api> {
  return product.api(`/sites?${query({ q: text, limit: 50 })}`);
}

/** A search that finds nothing is quick: what is there has to be found, and what isn't, not. */
async function requireFound(bench: Bench, terms: readonly Term[]): Promise<void> {
  for (const term of terms) {
    const { items } = JSON.parse((await call(searchCall(bench, term))).body.toString('utf8')) as { items: unknown[] };
    if (term.frequency !== 'medium' && (items.length > 0) === (term.frequency === 'absent')) {
      throw new Error(`“${term.text}” is ${term.frequency}, and the search found ${items.length}`);
    }
  }
}
