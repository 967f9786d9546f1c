import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBulkAction } from '@/lib/bulk/commands/create-bulk-action';
import { runBulkAction } from '@/lib/bulk/commands/run-bulk-action';
import { startWorkerProcess } from '../support/app';
import { World } from '../support/world';

const count = 3_000;

let world: World;
beforeAll(async () => {
  world = await World.create();
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
     SELECT uuidv7(), 'many-' || n, 'Site ' || n, 'live', 'team_internal', $1, now() + interval '60 days' FROM generate_series(1, $2) n`,
    [world.id('olga'), count],
  );
});
afterAll(() => world.close());

const bulkRow = (id: string) => world.db.prisma.bulkAction.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string): Promise<string> => (await bulkRow(id)).state;
const patience = { timeout: 60_000, interval: 20 };

const create = (tag: string) => world.run(createBulkAction, { kind: 'add_tags', change: { tags: [tag] }, reason: 'All of them.', selection: { search: {} } }, 'ada', { now: new Date() });

/** Whether each Site has the tag, one event that names the bulk action, and moved so many revisions in all. */
async function outcome(bulkId: string, tag: string) {
  const { rows } = await world.superuser.query<{ tagged: number; events: number; most: number; done: number }>(
    `SELECT (SELECT count(*)::int FROM site WHERE $2 = ANY (tags)) AS tagged,
            (SELECT count(DISTINCT site_id)::int FROM audit_event WHERE type = 'site.edited' AND body::jsonb #>> '{data,bulkId}' = $1) AS events,
            (SELECT max(n)::int FROM (SELECT count(*) AS n FROM audit_event WHERE body::jsonb #>> '{data,bulkId}' = $1 GROUP BY site_id HAVING site_id IS NOT NULL) each) AS most,
            (SELECT count(*)::int FROM bulk_item WHERE bulk_id = $1::uuid AND state = 'changed' AND revision_after IS NOT NULL) AS done`,
    [bulkId, tag],
  );
  return rows[0];
}
const all = { tagged: count, events: count, most: 1, done: count };
const revisions = async () => (await world.superuser.query<{ revision: number }>('SELECT DISTINCT revision FROM site')).rows.map(({ revision }) => revision);

/** Locks one Site, by its place, until ROLLBACK: whoever comes to it waits. */
async function hold(place: number): Promise<void> {
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET $1 LIMIT 1) FOR UPDATE', [place]);
}

it('a worker that is killed in the middle of a batch leaves each Site done once or not yet; another goes on', async () => {
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  const { id } = await create('crash');
  await expect.poll(() => stateOf(id), patience).toBe('planned');
  // One Site of a later batch is held, so that the worker is inside that batch when it is killed.
  await hold(1_700);
  await world.run(runBulkAction, { bulkId: id }, 'ada', { now: new Date() });
  await expect.poll(async () => (await bulkRow(id)).changed, patience).toBe(1_500);
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect((await outcome(id, 'crash'))?.done).toBe(1_500);

  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(() => stateOf(id), patience).toBe('done');
  expect(await outcome(id, 'crash')).toEqual(all);
  expect(await revisions()).toEqual([2]);
  expect(await bulkRow(id)).toMatchObject({ total: count, changed: count, unchanged: 0, refused: 0 });
  await second.stop();
}, 120_000);

it('two workers do two bulk actions on the same Sites at once; each Site has both, once', async () => {
  const workers = await Promise.all([1, 2].map(() => startWorkerProcess({ databaseUrl: world.database.url })));
  const bulks = await Promise.all([create('one'), create('two')]);
  for (const { id } of bulks) await expect.poll(() => stateOf(id), patience).toBe('planned');
  await Promise.all(bulks.map(({ id }) => world.run(runBulkAction, { bulkId: id }, 'ada', { now: new Date() })));
  for (const { id } of bulks) await expect.poll(() => stateOf(id), patience).toBe('done');
  expect(await outcome(bulks[0]?.id ?? '', 'one')).toEqual(all);
  expect(await outcome(bulks[1]?.id ?? '', 'two')).toEqual(all);
  expect(await revisions()).toEqual([4]);
  await Promise.all(workers.map(({ stop }) => stop()));
  for (const worker of workers) expect(worker.output()).toBe('');
}, 120_000);

it('a worker that is told to stop ends after its batch and queues the rest', async () => {
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  const { id } = await create('term');
  await expect.poll(() => stateOf(id), patience).toBe('planned');
  await hold(700);
  await world.run(runBulkAction, { bulkId: id }, 'ada', { now: new Date() });
  await expect.poll(async () => (await bulkRow(id)).changed, patience).toBe(500);
  const stopped = first.stop();
  await world.superuser.query('ROLLBACK');
  await stopped;
  const { changed } = await bulkRow(id);
  expect(changed).toBeGreaterThanOrEqual(1_000);
  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(() => stateOf(id), patience).toBe('done');
  expect(await outcome(id, 'term')).toEqual(all);
  await second.stop();
}, 120_000);
