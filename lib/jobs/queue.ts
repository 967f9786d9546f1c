import type { Tx } from '@/lib/db/client';

/** Every kind of job, with what it is told. */
export type Jobs = {
  'plan-bulk-action': { bulkId: string };
  'run-bulk-action': { bulkId: string };
  'fold-lists': object;
};
export type JobName = keyof Jobs;

/**
 * Adds a job in the caller's transaction: it is there when that commits, and never otherwise. `key` names the work: while
 * a job with the same key waits, this one takes its place; while it runs, this one comes after it.
 */
export async function enqueue<Name extends JobName>(tx: Tx, name: Name, payload: Jobs[Name], { key }: { key: string }): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, job_key => ${`${name} ${key}`})`;
}
