import { parseArgs } from 'node:util';
import { reportTable, writeReport } from '../bench/report/write-report';
import { type BenchOptions, measurementKeys, runBench } from '../bench/run/run-bench';
import { Fatal, reportFatal } from './support/fatal.mjs';
import { Cleanup } from './support/processes';

const usage = 'npm run bench -- [--sites 1000000] [--seed 1] [--rounds 3] [--only page,search] [--compare 4000000] [--json file] [--strict]';

/** Measures the product on a large workspace, against a bare server on the same machine in the same run. */
const cleanup = new Cleanup();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void cleanup.run().then(() => process.exit(130)));
try {
  const { json, strict, ...options } = readOptions();
  const report = await runBench(options, { cleanup, log: (line) => console.error(line) });
  console.log(`\n${reportTable(report)}\n\nAll of it is in ${writeReport(report, json)}.`);
  // A bench informs; only who asks for it is failed by it.
  if (strict && report.lines.some(({ verdict }) => verdict === 'over' || verdict === 'not measured')) process.exitCode = 1;
} catch (error) {
  reportFatal(error);
} finally {
  await cleanup.run();
}

function readOptions(): BenchOptions & { json?: string; strict: boolean } {
  const { values } = parse();
  const number = (name: 'sites' | 'seed' | 'rounds' | 'compare', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least) throw new Fatal(`--${name} is a whole number from ${least}: ${usage}`);
    return value;
  };
  const only = values.only?.split(',') ?? [];
  const unknown = only.find((key) => !measurementKeys.includes(key));
  if (unknown !== undefined) throw new Fatal(`There is no “${unknown}” to measure. Choose from ${measurementKeys.join(', ')}.`);
  return {
    sites: number('sites', 100),
    seed: number('seed', 0),
    rounds: number('rounds', 1),
    only,
    strict: values.strict,
    ...(values.compare !== undefined && { compare: number('compare', 100) }),
    ...(values.json !== undefined && { json: values.json }),
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        sites: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: '1' },
        rounds: { type: 'string', default: '3' },
        only: { type: 'string' },
        compare: { type: 'string' },
        json: { type: 'string' },
        strict: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Fatal(`${(error as Error).message.split('.')[0] ?? ''}: ${usage}`);
  }
}
