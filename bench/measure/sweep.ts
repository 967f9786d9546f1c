import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { addDays, addHours } from 'date-fns';
import { defaultSettings, isQuiet } from '../../lib/domain/settings';
import { spawnNode } from '../../scripts/support/processes';
import { atMost, figure, information, milliseconds } from '../report/report-line';
import { FIRST_PAGE, floorPage, type Bench } from '../run/bench';
import { timeCall } from '../run/http-client';
import { memoryGrowth } from '../run/process-group';
import { percentile } from '../run/statistics';
import type { Measurement } from './measurement';

const LIFECYCLE = path.join('scripts', 'lifecycle.ts');
/** As `npm run lifecycle` has it: what a step leaves behind is cleared away before much of it has piled up. */
const MEMORY = ['--max-old-space-size=256', '--max-semi-space-size=8'];
const MEGABYTE = 2 ** 20;
/** Between two looks at the list. Without a pause the bench would be the busiest user the product ever has, and the sweep would wait for it. */
const LOOK_MS = 200;

interface Swept {
  ms: number;
  grownBytes: number;
  counts: Record<string, number>;
  /** How long the first page of the list took meanwhile. */
  pagesMs: number[];
}

/** A first sweep over everything, which reminds and closes much, and the next one, which finds it done. */
export const sweep: Measurement = {
  key: 'sweep',
  what: 'Sweep over all Sites',
  run: async (bench) => {
    const floorMs = await floorPage(bench);
    let at = new Date();
    do at = addDays(at, 1);
    while (isQuiet(defaultSettings, at));
    const first = await runSweep(bench, at);
    const next = await runSweep(bench, addHours(at, 1));
    const did = Object.entries(first.counts).map(([what, count]) => `${figure(count, 0)} ${what.replaceAll('_', ' ')}`).join(', ');
    return [
      atMost(90, first.ms / 1000, {
        key: 'sweep', what: `Sweep over ${figure(bench.sites, 0)} Sites`, reach: 'at most 90 s',
        measured: `${figure(first.ms / 1000, 1)} s (${did}); the next ${figure(next.ms / 1000, 1)} s`,
        details: { first, next },
      }),
      atMost(300, first.grownBytes / MEGABYTE, { key: 'sweep', what: 'The same: memory of the process', reach: 'at most 300 MB', measured: `${figure(first.grownBytes / MEGABYTE, 0)} MB` }),
      information({
        key: 'sweep', what: 'First page of the list meanwhile',
        measured: `p50 ${milliseconds(percentile(first.pagesMs, 0.5))}, p95 ${milliseconds(percentile(first.pagesMs, 0.95))}, worst ${milliseconds(Math.max(...first.pagesMs))}; F ${milliseconds(floorMs)}`,
      }),
    ];
  },
};

/** Runs one sweep from the shell, as an operator would, while people look at the list: a first page some five times a second. */
async function runSweep({ product, appUrl }: Bench, at: Date): Promise<Swept> {
  const env = { ...process.env, NODE_ENV: 'production' as const, DATABASE_URL: appUrl, DATABASE_ROLE: '', LOG_LEVEL: 'warn' };
  const begin = performance.now();
  const child = spawnNode([...MEMORY, '--import', 'tsx', LIFECYCLE, '--at', at.toISOString(), '--json'], { env, stdout: 'pipe' });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let isOver = false;
  const pagesMs: number[] = [];
  const watching = (async (): Promise<void> => {
    while (!isOver) {
      pagesMs.push(await timeCall(product.api(`/sites?${FIRST_PAGE}`)));
      await setTimeout(LOOK_MS);
    }
  })();
  const { value: code, grownBytes } = await memoryGrowth([child.pid ?? 0], () => ended);
  const ms = performance.now() - begin;
  isOver = true;
  await watching;
  if (code !== 0) throw new Error(`the sweep ended with ${String(code)}: ${said}`);
  const { counts } = JSON.parse(said) as { counts: Record<string, number> };
  return { ms, grownBytes, counts, pagesMs };
}
