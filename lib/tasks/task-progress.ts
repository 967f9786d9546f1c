import { database, type Database } from '@/lib/db/client';
import type { TaskKind } from '@/lib/db/generated/enums';
import { violatedConstraint } from '@/lib/db/transaction';
import type { Actor } from '@/lib/gate/actor';
import { ProblemError } from '@/lib/gate/problem';
import { log } from '@/lib/log';

/** How often progress is written, in milliseconds. */
const interval = 500;
/** A sign of life comes at least this often, in milliseconds, even where nothing moves on. */
const heartbeat = 5_000;
/** Without a sign of life for so long, in milliseconds, the process that ran a task is gone. */
export const silence = 30_000;
/** How long what became of a task is kept, in days. */
const keptDays = 7;

/** How far something long is. It is written beside the work's own transaction, so that others see it before the commit. */
export interface Task {
  /** How much there is to do. */
  expect: (total: number) => void;
  advance: (done: number) => void;
  finish: (state: 'done' | 'failed', message: string) => Promise<void>;
}

/**
 * The one writer of task_progress. The id is chosen by whoever starts the work, so that they can watch it at once.
 * The system has nobody who watches: null.
 * @throws ProblemError 409 when the id was used before.
 */
export async function beginTask(db: Database, { id, kind, actor }: { id: string; kind: TaskKind; actor: Actor }): Promise<Task | null> {
  const personId = actor.personId;
  if (personId === null) return null;
  const { taskProgress } = db.prisma;
  await taskProgress.deleteMany({ where: { personId, startedAt: { lt: new Date(Date.now() - keptDays * 24 * 60 * 60_000) } } });
  try {
    await taskProgress.create({ data: { id, kind, personId } });
  } catch (error) {
    if (violatedConstraint(error) === null) throw error;
    throw new ProblemError('conflict', 'task: This id was used before. Give a new UUID.', [{ path: 'task', message: 'This id was used before.' }]);
  }

  let known: { done: number; total: number | null } = { done: 0, total: null };
  let written = known;
  let writtenAt = Date.now();
  let writing: Promise<unknown> = Promise.resolve();
  const write = (data: object): void => {
    // What is told of the work must not be able to stop it.
    writing = writing
      .then(() => taskProgress.updateMany({ where: { id, personId, state: 'running' }, data: { ...known, updatedAt: new Date(), ...data } }))
      .catch((error: unknown) => log.warn({ err: error, task: id }, 'progress was not written'));
  };
  const timer = setInterval(() => {
    if (known === written && Date.now() - writtenAt < heartbeat) return;
    written = known;
    writtenAt = Date.now();
    write({});
  }, interval).unref();
  return {
    expect: (total) => { known = { ...known, total }; },
    advance: (done) => { known = { ...known, done }; },
    finish: async (state, message) => {
      clearInterval(timer);
      write({ state, message });
      await writing;
    },
  };
}

type Watched<Answer> = { id: string | undefined; kind: TaskKind; actor: Actor; told: (answer: Answer) => string };

/** Does `work` under a task, which ends as the work does; without an id nobody watches. */
export async function withTask<Answer>({ id, kind, actor, told }: Watched<Answer>, work: (task: Task | null) => Promise<Answer>, db: Database = database()): Promise<Answer> {
  const task = id === undefined ? null : await beginTask(db, { id, kind, actor });
  try {
    const answer = await work(task);
    await task?.finish('done', told(answer));
    return answer;
  } catch (error) {
    await task?.finish('failed', error instanceof ProblemError ? error.message : 'It broke off, and nothing was changed. Start it again.');
    throw error;
  }
}
