import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { type Cleanup, endGroup, outcomeOf, spawnNode } from './processes';

/** The program that runs jobs. */
export const WORKER = path.join('scripts', 'support', 'worker-process.ts');
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Runs jobs in a process of its own, so that a heavy one slows no request. A worker that ends, as it does when it loses
 * the database in the middle of a job, is started again, ever later while it keeps ending; meanwhile jobs wait.
 */
export function keepWorker(environment: NodeJS.ProcessEnv, cleanup: Cleanup): void {
  let worker: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let isEnding = false;
  let pauseMs = firstPauseMs;
  const begin = (): void => {
    const begun = Date.now();
    worker = spawnNode(['--import', 'tsx', WORKER], { env: { ...environment, NODE_ENV: 'production' } });
    void outcomeOf(worker).then((how) => {
      if (isEnding) return;
      pauseMs = Date.now() - begun > 60_000 ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      console.error(`The worker ended by itself (${how ?? 'exit status 0'}). It is started again in ${pauseMs / 1000} s; what it said last is above.`);
      again = setTimeout(begin, pauseMs);
    });
  };
  cleanup.add(async () => {
    isEnding = true;
    clearTimeout(again);
    if (worker !== undefined) await endGroup(worker);
  });
  begin();
}
