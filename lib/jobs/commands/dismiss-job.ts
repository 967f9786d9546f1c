import { z } from 'zod';
import { dismissJob as decide } from '@/lib/domain/job';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { command } from '@/lib/gate/command';
import { jobIdSchema } from '../job-id';
import { lockJob } from '../load-job';

/** Throws a job that failed away. What it was stays in the audit log. */
export const dismissJob = command({
  name: 'job.dismiss',
  input: z.strictObject({ jobId: jobIdSchema, reason: prose(2000) }),
  load: (tx, { jobId }) => lockJob(tx, jobId),
  may: (actor) => judge('job.dismiss', roleStandings(actor)),
  decide: (job, input) => decide(job, input),
  save: async (tx, { id }) => {
    await tx.$queryRaw`SELECT count(*)::int FROM graphile_worker.complete_jobs(ARRAY[${id}::bigint])`;
    return { id };
  },
});
