import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/*
 * npm test: unit, integration and end to end. Arguments go to vitest: npm test -- --project unit lib/domain
 * The last line is the numbers and nothing else.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'siteward-report-'));
const report = path.join(folder, 'report.json');
const status = await run([
  path.join('node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const line = numbers();
rmSync(folder, { recursive: true, force: true });
console.log(line ?? '0 passed, 1 failed');
process.exitCode = status !== 0 || line === undefined ? status || 1 : 0;

function run(args) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** A file that can't even be loaded has no test to fail, and counts as one that did. */
function numbers() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const unloadable = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(({ status: one }) => one === 'failed')).length;
    const failed = numFailedTests + unloadable;
    const skipped = numPendingTests + numTodoTests;
    // Something outside any test went wrong: the run failed, and its last line must not look as if it had not.
    const counted = failed === 0 && status !== 0 ? 1 : failed;
    return `${numPassedTests} passed, ${counted} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  } catch {
    return undefined;
  }
}
