import { addDays } from 'date-fns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeCampaign } from '@/lib/campaigns/commands/close-campaign';
import { startCampaign } from '@/lib/campaigns/commands/start-campaign';
import { startWorkerProcess } from '../support/app';
import { World } from '../support/world';

const count = 10_000;
const patience = { timeout: 120_000, interval: 20 };

let world: World;
beforeAll(async () => {
  world = await World.create();
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, audience)
     SELECT uuidv7(), 'many-' || n, 'Site ' || n, 'live', 'team_internal', CASE WHEN n % 2 = 0 THEN $1::uuid ELSE $2::uuid END, now() + interval '60 days', 'custom'
       FROM generate_series(1, $3) n`,
    [world.id('olga'), world.id('hal'), count],
  );
  await world.superuser.query(`INSERT INTO site_audience_person (site_id, person_id) SELECT s.id, p.id FROM site s CROSS JOIN person p WHERE p.email IN ('mia@example.com', 'rob@example.com')`);
  await world.superuser.query(`INSERT INTO site_audience_group (site_id, group_id) SELECT s.id, $1 FROM site s`, [world.groups.team]);
});
afterAll(() => world.close());

const number = async (sql: string, values: unknown[] = []): Promise<number> => (await world.superuser.query<{ n: number }>(sql, values)).rows[0]?.n ?? 0;
const items = (state?: string) => number(`SELECT count(*)::int AS n FROM campaign_item WHERE $1::text IS NULL OR state::text = $1`, [state ?? null]);
const state = async (): Promise<string> => (await world.superuser.query<{ state: string }>('SELECT state FROM campaign')).rows[0]?.state ?? '';

it('an access review of 10,000 Sites starts and closes in batches that can be killed: each Site once, each person told once', async () => {
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  // The Sites of a later batch are not there to be read until this ends, so that the worker is inside that batch when it is killed.
  await world.superuser.query('BEGIN');
  await world.superuser.query('LOCK TABLE campaign_entry IN SHARE MODE');
  const now = new Date();
  const { id } = await world.run(startCampaign, { name: 'All', dueAt: addDays(now, 30).toISOString(), silence: 'narrow_to_owner' }, 'rita', { now });
  await expect.poll(() => number(`SELECT count(*)::int AS n FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'campaign_entry' AND NOT l.granted`), patience).toBe(1);
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect(await items()).toBe(0);

  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(() => items(), patience).toBeGreaterThan(0);
  await second.kill();
  // What was committed are whole batches.
  expect((await items()) % 500).toBe(0);

  const third = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(state, patience).toBe('running');
  expect(await items()).toBe(count);
  expect(await number('SELECT count(*)::int AS n FROM campaign_entry')).toBe(3 * count);
  const messages = () => number(`SELECT count(*)::int AS n FROM notification WHERE occasion = $1`, [`campaign ${id} asks`]);
  await expect.poll(messages, patience).toBe(2);

  // One Site of a later batch is held, so that the worker is inside that batch when it is killed.
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET 700 LIMIT 1) FOR UPDATE');
  await world.run(closeCampaign, { campaignId: id, reason: 'Enough.' }, 'rita', { now: new Date() });
  await expect.poll(() => items('silent'), patience).toBe(600);
  await third.kill();
  await world.superuser.query('ROLLBACK');
  expect(await items('silent')).toBe(600);

  const workers = await Promise.all([1, 2].map(() => startWorkerProcess({ databaseUrl: world.database.url })));
  await expect.poll(state, patience).toBe('closed');
  expect(await items('silent')).toBe(count);
  expect(await number(`SELECT count(*)::int AS n FROM site WHERE audience = 'admins_only' AND revision = 2`)).toBe(count);
  for (const type of ['campaign.silent', 'site.audience_narrowed']) {
    expect(await number(`SELECT count(DISTINCT site_id)::int AS n FROM audit_event WHERE type = $1`, [type])).toBe(count);
    expect(await number(`SELECT count(*)::int AS n FROM audit_event WHERE type = $1`, [type])).toBe(count);
  }
  expect(await number(`SELECT count(*)::int AS n FROM audit_event WHERE type = 'campaign.closed'`)).toBe(1);
  await Promise.all(workers.map(({ stop }) => stop()));
  for (const worker of workers) expect(worker.output()).toBe('');
}, 300_000);
