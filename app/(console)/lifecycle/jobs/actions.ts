'use server';

import { act } from '@/lib/gate/action';
import { dismissJob as dismiss } from '@/lib/jobs/commands/dismiss-job';
import { retryJob as retry } from '@/lib/jobs/commands/retry-job';

/** Begins a failed job anew. */
export async function retryJob(input: unknown) {
  return act(retry, input);
}

/** Throws a failed job away. */
export async function dismissJob(input: unknown) {
  return act(dismiss, input);
}
