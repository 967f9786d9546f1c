import { z } from 'zod';
import { dismissJob as dismiss } from '@/lib/jobs/commands/dismiss-job';
import { retryJob as retry } from '@/lib/jobs/commands/retry-job';
import { jobListShape, listJobs as list } from '@/lib/jobs/list-jobs';
import { changes, reads } from '../operation';

const tag = 'Lifecycle';
const doneShape = z.object({ id: z.string() });

export const listJobs = reads({ id: 'listJobs', method: 'GET', path: '/jobs', tag, summary: 'List background jobs, those that gave up first' }, list, jobListShape);
export const retryJob = changes({ id: 'retryJob', method: 'POST', path: '/jobs/{jobId}/retry', tag, summary: 'Begin a failed job anew' }, retry, doneShape);
export const dismissJob = changes({ id: 'dismissJob', method: 'POST', path: '/jobs/{jobId}/dismiss', tag, summary: 'Throw a failed job away' }, dismiss, doneShape);
