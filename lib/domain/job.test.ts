import { describe, expect, it } from 'vitest';
import { outcomeIn, refusalIn } from '@/tests/support/facts';
import { dismissJob, jobStateOf, retryJob, shownError, type JobFacts } from './job';

const dead: JobFacts = { id: '7', name: 'send-mail', key: 'send-mail now', isLocked: false, attempts: 25, maxAttempts: 25, error: 'connect ECONNREFUSED' };
const states: Record<ReturnType<typeof jobStateOf>, JobFacts> = {
  dead,
  failed: { ...dead, attempts: 3 },
  running: { ...dead, isLocked: true },
  waiting: { ...dead, attempts: 0, error: null },
};

describe('a job', () => {
  it.each(Object.entries(states))('is %s', (state, job) => {
    expect(jobStateOf(job)).toBe(state);
  });

  it('without an error is dead all the same once its attempts are used up', () => {
    expect(jobStateOf({ ...dead, error: null })).toBe('dead');
  });

  it.each(['dead', 'failed'] as const)('that is %s can be retried and dismissed', (state) => {
    const job = states[state];
    expect(outcomeIn(retryJob(job, {})).events).toMatchObject([{ type: 'job.retried', subject: { kind: 'job', id: '7', name: 'send-mail now' }, reason: null }]);
    expect(outcomeIn(dismissJob(job, { reason: 'Sent by hand.' })).events).toMatchObject([{ type: 'job.dismissed', reason: 'Sent by hand.', data: { job: 'send-mail' } }]);
  });

  it.each(['running', 'waiting'] as const)('that is %s can’t', (state) => {
    expect(refusalIn(retryJob(states[state], {})).code).toBe('conflict');
    expect(refusalIn(dismissJob(states[state], { reason: 'No.' })).code).toBe('conflict');
  });
});

describe('an error as people may read it', () => {
  it('is short and without its stack', () => {
    expect(shownError('It broke.\nBadly.\n    at send (/srv/app/lib/mail.ts:3:1)\n    at run')).toBe('It broke. Badly.');
    expect(shownError('word '.repeat(200))).toHaveLength(300);
  });

  it.each([
    ['connect to postgresql://siteward:hunter2@db:5432/x failed', 'hunter2'],
    ['smtp://:hunter2@mail refused', 'hunter2'],
    ['401 for Authorization: Bearer eyJhbGciOi.abc', 'eyJhbGciOi'],
    ['{"password":"hunter2"}', 'hunter2'],
    ['SMTP_PASSWORD=hunter2, host=mail', 'hunter2'],
    ['token swd_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEyMw is unknown', 'Zm9vYmFy'],
    ['client_secret=hunter2&x=1', 'hunter2'],
  ])('keeps to itself what opens a door: %s', (error, secret) => {
    expect(shownError(error)).not.toContain(secret);
    expect(shownError(error)).toContain('…');
  });

  it('keeps ids and words', () => {
    const text = 'Bulk action 01900000-0000-7000-8000-000000000001 is not there, see incomprehensibilities-and-more';
    expect(shownError(text)).toBe(text);
  });
});
