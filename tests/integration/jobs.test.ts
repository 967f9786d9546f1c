import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkerUtils } from 'graphile-worker';
import { inTransaction } from '@/lib/db/transaction';
import { pendingMigrations } from '@/lib/db/pending-migrations';
import { applyMigrations } from '@/lib/db/migrate';
import { releaseOrphanedJobs } from '@/lib/jobs/presence';
import { enqueue } from '@/lib/jobs/queue';
import { startWorkerProcess } from '../support/app';
import { World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const add = (key: string) => inTransaction(world.db, (tx) => enqueue(tx, 'plan-bulk-action', { bulkId: key }, { key }));

async function jobs(): Promise<{ key: string | null; locked_by: string | null; attempts: number }[]> {
  return (await world.superuser.query<{ key: string | null; locked_by: string | null; attempts: number }>(`SELECT key, locked_by, attempts FROM graphile_worker._private_jobs ORDER BY id`)).rows;
}

describe('the tables of the job queue', () => {
  it('are those of the installed package, which has nothing left to do', async () => {
    const before = (await world.superuser.query(`SELECT id FROM graphile_worker.migrations ORDER BY id`)).rows;
    const utils = await makeWorkerUtils({ connectionString: world.database.ownerUrl });
    await utils.migrate();
    await utils.release();
    const after = (await world.superuser.query<{ id: number }>(`SELECT id FROM graphile_worker.migrations ORDER BY id`)).rows;
    expect(after).toEqual(before);
    const { rows } = await world.superuser.query<{ said: string }>(`SELECT obj_description('graphile_worker'::regnamespace, 'pg_namespace') AS said`);
    expect(rows[0]?.said).toMatch(new RegExp(`version ${after.at(-1)?.id}\\.$`));
  });

  it('count as a migration until they are whole', async () => {
    await world.superuser.query(`COMMENT ON SCHEMA graphile_worker IS NULL`);
    expect(await pendingMigrations(world.database.url)).toEqual(['graphile_worker']);
    expect(await applyMigrations(world.database.ownerUrl)).toEqual({ applied: ['graphile_worker'] });
    expect(await pendingMigrations(world.database.url)).toEqual([]);
  });
});

describe('a job', () => {
  it('is there when its transaction commits, and never otherwise', async () => {
    const key = uuidv7();
    await expect(
      inTransaction(world.db, async (tx) => {
        await enqueue(tx, 'plan-bulk-action', { bulkId: key }, { key });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await jobs()).toEqual([]);
    await add(key);
    await add(key);
    expect((await jobs()).map((job) => job.key)).toEqual([`plan-bulk-action ${key}`]);
    await world.superuser.query('DELETE FROM graphile_worker._private_jobs');
  });

  it('of a worker that is gone is let go of, of one that lives it is not', async () => {
    await add(uuidv7());
    await add(uuidv7());
    const [gone, alive] = await jobs();
    await world.superuser.query(`UPDATE graphile_worker._private_jobs SET locked_by = 'pool-gone', locked_at = now() WHERE key = $1`, [gone?.key]);
    await world.superuser.query(`UPDATE graphile_worker._private_jobs SET locked_by = 'pool-alive', locked_at = now() WHERE key = $1`, [alive?.key]);
    await world.superuser.query(`SET application_name = 'siteward-worker pool-alive'`);
    await releaseOrphanedJobs(world.db.pool);
    expect((await jobs()).map((job) => job.locked_by)).toEqual([null, 'pool-alive']);
    await world.superuser.query(`RESET application_name`);
    await world.superuser.query('DELETE FROM graphile_worker._private_jobs');
  });

  it('is done by a worker, as the application’s role, which ends when it is told to', async () => {
    const worker = await startWorkerProcess({ databaseUrl: world.database.url });
    await add(uuidv7());
    await expect.poll(jobs, { timeout: 10_000, interval: 20 }).toEqual([]);
    const { rows } = await world.superuser.query<{ count: number }>(`SELECT count(*)::int FROM pg_stat_activity WHERE application_name LIKE 'siteward-worker %' AND usename = 'siteward_app'`);
    expect(rows[0]?.count).toBe(1);
    await worker.stop();
    expect(worker.output()).toBe('');
  });

  it('by the clock keeps what lists count with', async () => {
    await world.site();
    expect(await waiting()).toBeGreaterThan(0);
    const worker = await startWorkerProcess({ databaseUrl: world.database.url });
    const { rows } = await world.superuser.query<{ identifier: string }>('SELECT identifier FROM graphile_worker._private_known_crontabs');
    expect(rows.map(({ identifier }) => identifier)).toContain('fold-lists');
    await inTransaction(world.db, (tx) => enqueue(tx, 'fold-lists', {}, { key: 'now' }));
    await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBe(0);
    await worker.stop();
    expect(worker.output()).toBe('');
  });
});

async function waiting(): Promise<number> {
  const { rows } = await world.superuser.query<{ count: number }>('SELECT count(*)::int FROM site_stale');
  return rows[0]?.count ?? 0;
}
