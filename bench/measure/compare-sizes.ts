import { atMost, figure, milliseconds, type ReportLine } from '../report/report-line';
import { type Bench, FIRST_PAGE } from '../run/bench';
import { timeEach } from '../run/http-client';
import { median, percentile } from '../run/statistics';
import { searchMedian } from './search';

/** What is held against another size, in milliseconds. */
export interface SizeFigures {
  sites: number;
  pageMs: number;
  searchMs: number;
}

const CALLS = 150;

export async function sizeFigures(bench: Bench): Promise<SizeFigures> {
  const calls = Array.from({ length: CALLS }, () => bench.product.api(`/sites?${FIRST_PAGE}`));
  await timeEach(calls);
  const rounds: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) rounds.push(percentile(await timeEach(calls), 0.5));
  return { sites: bench.sites, pageMs: median(rounds), searchMs: await searchMedian(bench) };
}

/** A list that slows down with its size ends up slow everywhere. */
export function compareSizes(smaller: SizeFigures, larger: SizeFigures): ReportLine[] {
  const sizes = `${figure(smaller.sites, 0)} -> ${figure(larger.sites, 0)} Sites`;
  return (['pageMs', 'searchMs'] as const).map((key) =>
    atMost(1.5, larger[key] / smaller[key], {
      key: 'compare',
      what: `${sizes}: ${key === 'pageMs' ? 'first page' : 'search, median of all terms'}`,
      reach: 'at most 1.5 x',
      measured: `${milliseconds(smaller[key])} -> ${milliseconds(larger[key])} = ${figure(larger[key] / smaller[key])} x`,
    }),
  );
}
