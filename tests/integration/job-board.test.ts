import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dismissJob } from '@/lib/jobs/commands/dismiss-job';
import { retryJob } from '@/lib/jobs/commands/retry-job';
import { listJobs } from '@/lib/jobs/list-jobs';
import { Presence } from '@/lib/jobs/presence';
import { problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());
beforeEach(() => world.superuser.query('DELETE FROM graphile_worker._private_jobs'));

/** Adds a job that stands as told. */
async function job(columns: { attempts?: number; max?: number; error?: string; locked?: boolean } = {}): Promise<string> {
  const { attempts = 0, max = 25, error = null, locked = false } = columns;
  const { rows } = await world.superuser.query<{ id: string }>(`SELECT id::text FROM graphile_worker.add_job('send-mail', max_attempts => $1)`, [max]);
  const id = rows[0]?.id ?? '';
  await world.superuser.query(
    `UPDATE graphile_worker._private_jobs SET attempts = $2, last_error = $3, locked_at = CASE WHEN $4 THEN now() END, locked_by = CASE WHEN $4 THEN 'pool-x' END WHERE id = $1`,
    [id, attempts, error, locked],
  );
  return id;
}

/** Why, and about which job, events of a type were recorded. */
async function events(type: string): Promise<{ reason: string | null; job: string }[]> {
  const sql = `SELECT body::json ->> 'reason' AS reason, body::json -> 'subject' ->> 'id' AS job FROM audit_event WHERE type = $1 ORDER BY seq`;
  return (await world.superuser.query<{ reason: string | null; job: string }>(sql, [type])).rows;
}

describe('the jobs', () => {
  it('stand with those that gave up on top, a page at a time, without secrets', async () => {
    const waiting = await job();
    const running = await job({ attempts: 1, locked: true });
    const failed = await job({ attempts: 1, error: 'connect to smtp://post:hunter2@mail failed' });
    const dead = await job({ attempts: 2, max: 2, error: 'No.' });
    const { items, counts, next } = await world.read(listJobs, {}, 'ada');
    expect(items.map(({ id, state }) => [id, state])).toEqual([[dead, 'dead'], [failed, 'failed'], [running, 'running'], [waiting, 'waiting']]);
    expect(counts).toEqual({ dead: 1, failed: 1, running: 1, waiting: 1 });
    expect(next).toBeNull();
    expect(JSON.stringify(items)).not.toContain('hunter2');
    const first = await world.read(listJobs, { limit: '3' }, 'aude');
    const second = await world.read(listJobs, { limit: '3', cursor: first.next ?? '' }, 'aude');
    expect([...first.items, ...second.items]).toEqual(items);
    expect((await world.read(listJobs, { state: 'failed' }, 'ada')).items.map(({ id }) => id)).toEqual([failed]);
  });

  it('say whether a worker is there', async () => {
    expect((await world.read(listJobs, {}, 'ada')).workers).toBe(0);
    const presence = new Presence(world.database.url, 'pool-here');
    await presence.begin();
    expect((await world.read(listJobs, {}, 'ada')).workers).toBe(1);
    await presence.end();
  });

  it('begin anew when they are retried, with all attempts before them', async () => {
    const id = await job({ attempts: 25, error: 'No.' });
    await world.superuser.query(`UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 day' WHERE id = $1`, [id]);
    await world.run(retryJob, { jobId: id, reason: 'The mail server is back.' }, 'ada');
    const { rows } = await world.superuser.query('SELECT attempts, is_available, run_at <= now() AS due FROM graphile_worker._private_jobs WHERE id = $1', [id]);
    expect(rows).toEqual([{ attempts: 0, is_available: true, due: true }]);
    expect(await events('job.retried')).toEqual([{ reason: 'The mail server is back.', job: id }]);
  });

  it('are gone when they are dismissed', async () => {
    const id = await job({ attempts: 25, error: 'No.' });
    await world.run(dismissJob, { jobId: id, reason: 'Done by hand.' }, 'ada');
    expect((await world.read(listJobs, {}, 'ada')).items).toEqual([]);
    expect((await events('job.dismissed')).at(-1)).toEqual({ reason: 'Done by hand.', job: id });
    expect((await problemOf(world.run(retryJob, { jobId: id }, 'ada'))).kind).toBe('not-found');
  });

  it('that run or wait are left alone', async () => {
    for (const id of [await job(), await job({ attempts: 1, locked: true })]) {
      expect((await problemOf(world.run(retryJob, { jobId: id }, 'ada'))).kind).toBe('conflict');
      expect((await problemOf(world.run(dismissJob, { jobId: id, reason: 'No.' }, 'ada'))).kind).toBe('conflict');
    }
  });

  it('are forbidden to touch for all but admins, and to see for all but them and auditors', async () => {
    const id = await job({ attempts: 25, error: 'No.' });
    for (const name of ['rita', 'olga', 'aude'] as const) {
      expect((await problemOf(world.run(retryJob, { jobId: id }, name))).kind).toBe('forbidden');
      expect((await problemOf(world.run(dismissJob, { jobId: id, reason: 'No.' }, name))).kind).toBe('forbidden');
    }
    for (const name of ['rita', 'olga'] as const) expect((await problemOf(world.read(listJobs, {}, name))).kind).toBe('forbidden');
  });
});
