import type { Database } from '@/lib/db/client';
import type { JobName, Jobs } from './queue';

/** What a job runs with, besides its payload. */
export type JobContext = {
  db: Database;
  /** Aborted when the worker is told to stop: a long job then ends after its present step and queues the rest. */
  signal: AbortSignal;
};

/** A job does its work in steps, each a transaction, and begins where the last one ended: it may be killed at any moment. */
export type Job<Name extends JobName> = (payload: Jobs[Name], context: JobContext) => Promise<void>;
