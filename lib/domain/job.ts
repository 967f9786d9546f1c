import type { DomainEvent } from './events';
import { refuse, type Refusal } from './refusal';

/** `dead`: it failed as often as it may, and nobody tries it again until an admin says so. `failed`: it will be tried again by itself. */
export const jobStates = ['dead', 'failed', 'running', 'waiting'] as const;
export type JobState = (typeof jobStates)[number];

export const jobStateLabels: Record<JobState, string> = {
  dead: 'Gave up',
  failed: 'Failed, tried again',
  running: 'Running',
  waiting: 'Waiting',
};

/** The part of a job that decisions rest on. */
export type JobFacts = { id: string; name: string; key: string | null; isLocked: boolean; attempts: number; maxAttempts: number; error: string | null };

export function jobStateOf({ isLocked, attempts, maxAttempts, error }: Pick<JobFacts, 'isLocked' | 'attempts' | 'maxAttempts' | 'error'>): JobState {
  if (isLocked) return 'running';
  if (attempts >= maxAttempts) return 'dead';
  return error === null ? 'waiting' : 'failed';
}

export type JobOutcome = { events: DomainEvent[] };

/** Begins a job that failed anew, with all its attempts before it. */
export function retryJob(job: JobFacts, input: { reason?: string | null | undefined }): JobOutcome | Refusal {
  return refusalOf(job) ?? { events: [eventOf('job.retried', job, input.reason ?? null)] };
}

/** Throws a job that failed away: what it should have done stays undone. */
export function dismissJob(job: JobFacts, input: { reason: string }): JobOutcome | Refusal {
  return refusalOf(job) ?? { events: [eventOf('job.dismissed', job, input.reason)] };
}

function refusalOf(job: JobFacts): Refusal | null {
  switch (jobStateOf(job)) {
    case 'running':
      return refuse('conflict', 'This job is running. Wait until it has ended, then look again.');
    case 'waiting':
      return refuse('conflict', 'This job has not failed. It begins by itself.');
    case 'dead':
    case 'failed':
      return null;
  }
}

function eventOf(type: 'job.retried' | 'job.dismissed', job: JobFacts, reason: string | null): DomainEvent {
  return {
    type,
    subject: { kind: 'job', id: job.id, name: job.key ?? job.name },
    reason,
    data: { job: job.name, attempts: job.attempts, error: job.error === null ? null : shownError(job.error) },
  };
}

const shownLength = 300;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An error as people may read it: its first lines, short, with nothing in it that opens a door. What looks like a
 * secret goes, even where it is none: the whole error stands in the log of the worker.
 */
export function shownError(error: string): string {
  const message = error.split(/\n\s+at /)[0] ?? '';
  const clean = message
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1…@')
    .replace(/\b(bearer|basic)\s+[^\s,;"']+/gi, '$1 …')
    .replace(/\b([\w-]*(?:password|passwd|pwd|secret|token|authorization|cookie|api[_-]?key))(["']?\s*[=:]\s*)(?!(?:bearer|basic) …)["']?[^\s,;&"']+/gi, '$1$2…')
    .replace(/[A-Za-z0-9+/_=-]{24,}/g, (run) => (uuid.test(run) || !/\d/.test(run) || !/[A-Za-z]/.test(run) ? run : '…'))
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length <= shownLength ? clean : `${clean.slice(0, shownLength - 1)}…`;
}
