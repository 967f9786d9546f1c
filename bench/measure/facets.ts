import { atMost, information, milliseconds, times, type ReportLine } from '../report/report-line';
import { againstFloor, type Bench, query } from '../run/bench';
import { timeEach } from '../run/http-client';
import { median } from '../run/statistics';
import { facetFilters, type Filter } from './filters';
import type { Measurement } from './measurement';

/** All counts of all facets, for whatever is filtered by. */
export const facets: Measurement = {
  key: 'facets',
  what: 'All facet counts, exact',
  run: async (bench) => {
    const filters = facetFilters();
    const plain = filters.filter(({ q }) => q === undefined);
    const withText = filters.filter(({ q }) => q !== undefined);
    return [...(await measure(bench, plain, 'without text')), ...(await measure(bench, withText, 'with text'))];
  },
};

async function measure(bench: Bench, filters: readonly Filter[], which: string): Promise<ReportLine[]> {
  const perFilter = filters.map((): number[] => []);
  const found = await againstFloor(bench, async () => {
    const all = await timeEach(filters.map((filter) => bench.product.api(`/sites/facets?${query(filter)}`)));
    all.forEach((ms, index) => perFilter[index]?.push(ms));
    return all;
  });
  const details = filters.map((filter, index) => ({ filter: decodeURIComponent(query(filter)), ms: median(perFilter[index] ?? []) })).sort((a, b) => b.ms - a.ms);
  const what = `All facet counts, ${filters.length} filters ${which}`;
  return [
    atMost(5, found.p50Ratio, { key: 'facets', what: `${what}: p50`, reach: 'at most 5 F', measured: `${milliseconds(found.p50Ms)} = ${times(found.p50Ratio)}`, details: found }),
    atMost(15, found.p95Ratio, { key: 'facets', what: `${what}: p95`, reach: 'at most 15 F', measured: `${milliseconds(found.p95Ms)} = ${times(found.p95Ratio)}`, details }),
    information({ key: 'facets', what: `The slowest filters ${which}`, measured: details.slice(0, 3).map(({ filter, ms }) => `${filter || 'none'} ${milliseconds(ms)}`).join(', ') }),
  ];
}
