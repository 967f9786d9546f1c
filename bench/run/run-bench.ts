import { openBenchDatabase } from '../data/bench-database';
import { bulkChange } from '../measure/bulk-change';
import { compareSizes, type SizeFigures, sizeFigures } from '../measure/compare-sizes';
import { deepPages } from '../measure/deep-pages';
import { effectiveAudience } from '../measure/effective-audience';
import { facets } from '../measure/facets';
import { firstPage, htmlPage } from '../measure/first-page';
import { inTheBrowser } from '../measure/in-the-browser';
import type { Measurement } from '../measure/measurement';
import { policyEvaluations } from '../measure/policy-evaluations';
import { reviewPage } from '../measure/review-page';
import { policySimulation } from '../measure/policy-simulation';
import { search } from '../measure/search';
import { sortedSearches } from '../measure/sorted-searches';
import { sweep } from '../measure/sweep';
import { exportAll, importMany } from '../measure/take-along';
import { writeCost } from '../measure/write-cost';
import { type Machine, machineOf } from '../report/machine';
import { notMeasured, type ReportLine } from '../report/report-line';
import { Cleanup } from '../../scripts/support/processes';
import { type Bench, floorPage } from './bench';
import { copyForRun } from './run-copy';
import { startFloor, startProduct } from './services';
import { median } from './statistics';

/** In this order: what only reads first, so that it finds the data as they were made. */
const measurements: readonly Measurement[] = [
  firstPage, htmlPage, deepPages, search, facets, sortedSearches, inTheBrowser, reviewPage, exportAll, policyEvaluations, policySimulation, writeCost, bulkChange, importMany, sweep, effectiveAudience,
];

export interface BenchOptions {
  sites: number;
  seed: number;
  rounds: number;
  /** Keys of measurements; all when empty. */
  only: readonly string[];
  /** Another size to hold page and search against. */
  compare?: number;
}

export interface BenchReport {
  at: string;
  machine: Machine;
  data: { sites: number; seed: number; asOf: string };
  rounds: number;
  /** F at the beginning, in milliseconds. Each line has its own beside it. */
  floorMs: number;
  lines: ReportLine[];
}

/** The names that `--only` takes. */
export const measurementKeys: readonly string[] = measurements.map(({ key }) => key);

/** Makes or opens the data, serves them by the product and by the floor, and measures. */
export async function runBench(options: BenchOptions, { cleanup, log }: { cleanup: Cleanup; log: (line: string) => void }): Promise<BenchReport> {
  const lines: ReportLine[] = [];
  let figures: SizeFigures | undefined;
  const report = await withBench(options, options.sites, { cleanup, log }, async (bench, shape) => {
    const floors = [await floorPage(bench)];
    for (let round = 0; round < options.rounds; round += 1) floors.push(await floorPage(bench));
    const machine = await machineOf(bench.ownerUrl);
    for (const measurement of measurements) {
      if (options.only.length > 0 && !options.only.includes(measurement.key)) continue;
      log(`${measurement.what} …`);
      const found = await attempt(measurement, bench);
      // At once, so that a run that is cut off was not for nothing.
      for (const { verdict, what, measured } of found) log(`  ${verdict}: ${what}: ${measured}`);
      lines.push(...found);
      // Before anything is written: what follows is not what the other size will have.
      if (measurement === firstPage && options.compare !== undefined) figures = await sizeFigures(bench);
    }
    const data = { sites: shape.sites, seed: shape.seed, asOf: shape.asOf.toISOString() };
    return { at: new Date().toISOString(), machine, data, rounds: options.rounds, floorMs: median(floors.slice(1)), lines };
  });
  const { compare } = options;
  if (compare !== undefined) {
    log(`The same with ${compare.toLocaleString('en')} Sites …`);
    lines.push(...(await attempt({ key: 'compare', what: `From ${options.sites} to ${compare} Sites`, run: () => compareWith(figures) })));
  }
  return report;

  async function compareWith(smaller: SizeFigures | undefined): Promise<ReportLine[]> {
    if (smaller === undefined) throw new Error('the first size was not measured; leave out --only, or let it have page');
    return withBench(options, compare ?? 0, { cleanup, log }, async (bench) => compareSizes(smaller, await sizeFigures(bench)));
  }
}

/** Serves a size for as long as the work goes on. */
async function withBench<Value>(
  { seed, rounds }: BenchOptions,
  sites: number,
  { cleanup, log }: { cleanup: Cleanup; log: (line: string) => void },
  work: (bench: Bench, shape: { sites: number; seed: number; asOf: Date }) => Promise<Value>,
): Promise<Value> {
  const own = new Cleanup();
  cleanup.add(() => own.run());
  try {
    const { server, shape } = await openBenchDatabase({ sites, seed, log }, own);
    const copy = await copyForRun(server, own);
    const floor = await startFloor(copy.ownerUrl);
    own.add(() => floor.stop());
    const product = await startProduct(copy.appUrl, own);
    own.add(() => product.stop());
    return await work({ product, floor, sites, rounds, ...copy, log }, shape);
  } finally {
    await own.run();
  }
}

/** What can't be measured says why, and is not fine. */
async function attempt(measurement: Measurement, bench?: Bench): Promise<ReportLine[]> {
  try {
    return await measurement.run(bench as Bench);
  } catch (error) {
    return [notMeasured(measurement.key, measurement.what, error instanceof Error ? error.message : String(error))];
  }
}
