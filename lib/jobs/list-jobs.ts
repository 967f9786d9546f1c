import { z } from 'zod';
import { Prisma } from '@/lib/db/generated/client';
import type { Reader } from '@/lib/db/client';
import { jobStateOf, jobStates, shownError, type JobFacts, type JobState } from '@/lib/domain/job';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';
import { jobIdSchema } from './job-id';
import { countWorkers } from './presence';
import type { JobName } from './queue';

const { sql, join } = Prisma;

/** What each kind of job does, as people would say it. */
const labels: Record<JobName, string> = {
  'plan-bulk-action': 'Plan a bulk action',
  'run-bulk-action': 'Run a bulk action',
  'fold-lists': 'Keep the figures of the list',
  'send-mail': 'Send e-mail',
  'compose-digests': 'Make the digests',
  'deliver-webhooks': 'Deliver webhooks',
  'open-re-reviews': 'Open re-reviews',
  'tell-incidents': 'Tell of drift incidents',
  'hand-over-sites': 'Hand over the Sites of somebody who left',
  'advance-campaign': 'Start or close an access review',
  sweep: 'Sweep',
  'judge-deployments': 'Ask the policies about deployed versions',
  'simulate-policies': 'Simulate policies',
};

const jobShape = z.object({
  id: jobIdSchema,
  name: z.string(),
  label: z.string(),
  /** Names the work; null for a job whose place a newer one of the same work has taken. */
  key: z.string().nullable(),
  state: z.enum(jobStates),
  attempts: z.int(),
  maxAttempts: z.int(),
  /** The last error, shortened and without what could be a secret. */
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Since when it runs, or when it is tried next; null once it has given up. */
  at: z.iso.datetime().nullable(),
});
export type JobView = z.infer<typeof jobShape>;

const countsShape = z.object({ dead: z.int(), failed: z.int(), running: z.int(), waiting: z.int() });
export const jobListShape = z.object({ workers: z.int(), counts: countsShape, items: z.array(jobShape), next: z.string().nullable() });
export type JobList = z.infer<typeof jobListShape>;

type Row = JobFacts & { rank: number; createdAt: Date; runAt: Date; lockedAt: Date | null };

/** The same order of states as `jobStates`: what needs somebody stands first. Says in SQL what `jobStateOf` says. */
const rank = sql`CASE WHEN j.locked_at IS NOT NULL THEN 2 WHEN j.attempts >= j.max_attempts THEN 0 WHEN j.last_error IS NOT NULL THEN 1 ELSE 3 END`;

/** The background jobs, those that gave up first, and whether anybody is there to do them. */
export const listJobs = query({
  name: 'job.list',
  input: z.strictObject({ state: z.enum(jobStates).optional(), ...pageSchema }),
  may: (actor) => judge('job.list', roleStandings(actor)),
  visible: () => allowed,
  load: async (db, { state, limit, cursor: cursorText }): Promise<JobList> => {
    const binding = cursorBinding('jobs', { state });
    const cursor = readCursor(cursorText, binding, ['whole', 'whole']);
    const conditions = [
      ...(state === undefined ? [] : [sql`rank = ${jobStates.indexOf(state)}`]),
      ...(cursor === null ? [] : [sql`(rank, id) > (${cursor.keys[0]}::int, ${cursor.keys[1]}::bigint)`]),
    ];
    const rows = await db.prisma.$queryRaw<Row[]>`
      SELECT f.id::text, f.rank, f.name, f.key, f."isLocked", f.attempts, f."maxAttempts", f.error, f."createdAt", f."runAt", f."lockedAt" FROM (
        SELECT j.id, ${rank} AS rank, t.identifier AS name, j.key, j.locked_at IS NOT NULL AS "isLocked", j.attempts::int, j.max_attempts::int AS "maxAttempts",
               left(j.last_error, 4000) AS error, j.created_at AS "createdAt", j.run_at AS "runAt", j.locked_at AS "lockedAt"
          FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      ) f ${conditions.length === 0 ? Prisma.empty : sql`WHERE ${join(conditions, ' AND ')}`}
      ORDER BY f.rank, f.id LIMIT ${limit + 1}`;
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      workers: await countWorkers(db.pool),
      counts: await countJobs(db.prisma),
      items: rows.slice(0, limit).map(toView),
      next: last === undefined ? null : writeCursor(binding, { keys: [last.rank, Number(last.id)], backward: false }),
    };
  },
});

async function countJobs(db: Reader): Promise<Record<JobState, number>> {
  const rows = await db.$queryRaw<{ rank: number; count: number }[]>`SELECT ${rank} AS rank, count(*)::int AS count FROM graphile_worker._private_jobs j GROUP BY 1`;
  const counts: Record<JobState, number> = { dead: 0, failed: 0, running: 0, waiting: 0 };
  for (const { rank: of, count } of rows) {
    const state = jobStates[of];
    if (state !== undefined) counts[state] = count;
  }
  return counts;
}

function toView(row: Row): JobView {
  const state = jobStateOf(row);
  const at = { dead: null, failed: row.runAt, running: row.lockedAt, waiting: row.runAt }[state];
  const { id, name, key, attempts, maxAttempts, error, createdAt } = row;
  return {
    id, name, label: (labels as Record<string, string>)[name] ?? name, key, state, attempts, maxAttempts,
    error: error === null ? null : shownError(error),
    createdAt: createdAt.toISOString(),
    at: at?.toISOString() ?? null,
  };
}
