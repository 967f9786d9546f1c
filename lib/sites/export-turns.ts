import type pg from 'pg';
import { ProblemError } from '@/lib/gate/problem';

/** How long an export waits for its turn, in milliseconds: shorter than any proxy's patience. */
const longestWait = 20_000;

/** Whoever exports holds a connection for as long as somebody reads. */
type Queue = { running: number; waiting: (() => void)[] };
const queues = new WeakMap<pg.Pool, Queue>();

/**
 * Waits until fewer than a third of the pool's connections export: lists and changes need the others. Answers what
 * gives the turn to the next one, to be called once. Each process keeps its own queue, as it keeps its own connections.
 * @throws ProblemError 429 when that takes too long.
 */
export async function takeExportTurn(pool: pg.Pool): Promise<() => void> {
  const queue = queues.get(pool) ?? { running: 0, waiting: [] };
  queues.set(pool, queue);
  if (queue.running >= Math.max(1, Math.floor((pool.options.max ?? 10) / 3))) await turnOf(queue);
  else queue.running += 1;
  return () => {
    const next = queue.waiting.shift();
    if (next === undefined) queue.running -= 1;
    else next(); // the turn goes from one to the other
  };
}

function turnOf({ waiting }: Queue): Promise<void> {
  return new Promise((resolve, reject) => {
    const goOn = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(goOn), 1);
      reject(new ProblemError('too-many-requests', 'Other exports are under way. Try again in a minute.', [], {}, { 'retry-after': '60' }));
    }, longestWait);
    waiting.push(goOn);
  });
}
