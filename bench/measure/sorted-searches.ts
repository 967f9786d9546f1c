import { siteSortKeys } from '../../lib/sites/site-search';
import { atMost, information, milliseconds, times } from '../report/report-line';
import { againstFloor, query } from '../run/bench';
import { timeEach } from '../run/http-client';
import { median } from '../run/statistics';
import { triples } from './filters';
import type { Measurement } from './measurement';

const texts = ['dashboard', 'forecast', 'carbon', 'anna'];

/** Text, three filters and each sortable column, up and down: the combinations that no index was made for. */
export const sortedSearches: Measurement = {
  key: 'sorted',
  what: 'Text + three filters + sort by any column',
  run: async (bench) => {
    const sorts = siteSortKeys.flatMap((key) => [key, `-${key}`]);
    const combinations = texts.flatMap((q) => triples.flatMap((filter) => sorts.map((sort): Record<string, string> => ({ q, ...filter, sort, limit: '50' }))));
    const taken = combinations.map((): number[] => []);
    const found = await againstFloor(bench, async () => {
      const all = await timeEach(combinations.map((parameters) => bench.product.api(`/sites?${query(parameters)}`)));
      all.forEach((ms, index) => taken[index]?.push(ms));
      return all;
    });
    const worst = combinations
      .map(({ limit: _, ...parameters }, index) => ({ combination: decodeURIComponent(query(parameters)), ms: median(taken[index] ?? []) }))
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 10);
    return [
      atMost(40, found.p95Ratio, {
        key: 'sorted',
        what: `Text + three filters + sort, ${combinations.length} combinations: p95`,
        reach: 'at most 40 F',
        measured: `${milliseconds(found.p95Ms)} = ${times(found.p95Ratio)} (p50 ${times(found.p50Ratio)})`,
        details: { ...found, worst },
      }),
      ...worst.map(({ combination, ms }, index) => information({ key: 'sorted', what: index === 0 ? 'The ten worst' : '', measured: `${milliseconds(ms)}  ${combination}` })),
    ];
  },
};
