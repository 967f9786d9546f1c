import { PAGE_FILTER, PAGE_SIZE } from '../floor/statements';
import { type Call, timeEach } from './http-client';
import type { Product, Service } from './services';
import { median, percentile } from './statistics';

/** What measurements work with: a database, what serves it, and how often each is repeated. */
export interface Bench {
  product: Product;
  floor: Service;
  sites: number;
  /** The superuser of the database that is measured. */
  ownerUrl: string;
  /** The application's role on it. */
  appUrl: string;
  rounds: number;
  log: (line: string) => void;
}

/** The list of the first line, in the words of the product's URL. */
export const FIRST_PAGE = `audience=${PAGE_FILTER.audience}&state=${PAGE_FILTER.state}&sort=expiresAt&limit=${PAGE_SIZE}`;
/** Calls whose median is F. */
const FLOOR_CALLS = 150;

/** F: how long the floor takes for the first page at one connection, in milliseconds. */
export async function floorPage({ floor }: Bench): Promise<number> {
  const calls = Array.from({ length: FLOOR_CALLS }, (): Call => ({ url: `${floor.url}/page` }));
  return percentile(await timeEach(calls), 0.5);
}

/** Times in milliseconds and, in multiples of the F that was measured just before, as ratios. Medians of the rounds. */
export interface AgainstFloor {
  floorMs: number;
  p50Ms: number;
  p95Ms: number;
  p50Ratio: number;
  p95Ratio: number;
}

/** Measures something against F, round by round, each with an F of its own, after one round that only warms up. */
export async function againstFloor(bench: Bench, work: () => Promise<number[]>): Promise<AgainstFloor> {
  await work();
  const rounds: AgainstFloor[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const floorMs = await floorPage(bench);
    const times = await work();
    const p50Ms = percentile(times, 0.5);
    const p95Ms = percentile(times, 0.95);
    rounds.push({ floorMs, p50Ms, p95Ms, p50Ratio: p50Ms / floorMs, p95Ratio: p95Ms / floorMs });
  }
  const of = (key: keyof AgainstFloor): number => median(rounds.map((round) => round[key]));
  return { floorMs: of('floorMs'), p50Ms: of('p50Ms'), p95Ms: of('p95Ms'), p50Ratio: of('p50Ratio'), p95Ratio: of('p95Ratio') };
}

/** A query string. */
export function query(parameters: Record<string, string | number>): string {
  return new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
}
