import type { JobFacts } from '@/lib/domain/job';
import type { Tx } from '@/lib/db/client';

/** Locks a job, so that no worker takes it meanwhile, and reads it; null where there is none any more. */
export async function lockJob(tx: Tx, jobId: string): Promise<JobFacts | null> {
  const [job] = await tx.$queryRaw<JobFacts[]>`
    SELECT j.id::text, t.identifier AS name, j.key, j.locked_at IS NOT NULL AS "isLocked", j.attempts::int, j.max_attempts::int AS "maxAttempts", j.last_error AS error
      FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE j.id = ${jobId}::bigint FOR UPDATE OF j`;
  return job ?? null;
}
