import { z } from 'zod';
import { retryJob as decide } from '@/lib/domain/job';
import { clearable } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { jobIdSchema } from '../job-id';
import { lockJob } from '../load-job';

/** Begins a job that failed anew, at once and with all its attempts before it. */
export const retryJob = command({
  name: 'job.retry',
  input: z.strictObject({ jobId: jobIdSchema, reason: clearable(2000).optional() }),
  load: (tx, { jobId }) => lockJob(tx, jobId),
  may: (actor) => judge('job.retry', roleStandings(actor)),
  decide: (job, input) => decide(job, input),
  save: async (tx, { id }) => {
    // The database's own clock: by it the workers see whose turn it is.
    await tx.$queryRaw`SELECT count(*)::int FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint], run_at => now(), attempts => 0)`;
    return { id };
  },
});
