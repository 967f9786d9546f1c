import { parseArgs } from 'node:util';
import { openBenchDatabase } from '../bench/data/bench-database';
import { Cleanup } from './support/processes';
import { Fatal, reportFatal } from './support/fatal.mjs';

const usage = 'npm run bench:data -- --sites 1000000 [--seed 1] [--as-of 2026-11-21] [--fresh]';

/** Makes the workspace that `npm run bench` measures on, in a PostgreSQL of its own under .data-bench/. */
const cleanup = new Cleanup();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void cleanup.run().then(() => process.exit(130)));
try {
  const begin = performance.now();
  await openBenchDatabase({ ...readOptions(), log: (line) => console.log(line) }, cleanup);
  console.log(`Ready after ${((performance.now() - begin) / 1000).toFixed(0)} s.`);
} catch (error) {
  reportFatal(error);
} finally {
  await cleanup.run();
}

function readOptions(): { sites: number; seed: number; asOf?: Date; fresh: boolean } {
  const { values } = parseArgs({
    options: { sites: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' }, 'as-of': { type: 'string' }, fresh: { type: 'boolean', default: false } },
  });
  const sites = Number(values.sites);
  const seed = Number(values.seed);
  const asOf = values['as-of'] === undefined ? undefined : new Date(`${values['as-of']}T00:00:00Z`);
  if (!Number.isInteger(sites) || sites < 100 || sites > 10_000_000) throw new Fatal(`--sites is a whole number from 100 to 10,000,000: ${usage}`);
  if (!Number.isInteger(seed) || seed < 0 || seed > 1_000_000) throw new Fatal(`--seed is a whole number from 0 to 1,000,000: ${usage}`);
  if (asOf !== undefined && Number.isNaN(asOf.getTime())) throw new Fatal(`--as-of is a day, such as 2026-11-21: ${usage}`);
  return { sites, seed, fresh: values.fresh, ...(asOf !== undefined && { asOf }) };
}
