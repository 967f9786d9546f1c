import { afterAll, beforeAll, expect, it } from 'vitest';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { startWorkerProcess } from '../support/app';
import { World, type Name } from '../support/world';

const count = 1_500;
const patience = { timeout: 60_000, interval: 20 };

let world: World;
beforeAll(async () => {
  world = await World.create();
  await world.superuser.query('UPDATE person SET manager_id = $1 WHERE id = $2', [world.id('hal'), world.id('olga')]);
  await world.superuser.query('UPDATE person SET manager_id = $1 WHERE id = $2', [world.id('mia'), world.id('hal')]);
  // Every third names a successor who agreed.
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, successor_id, successor_accepted_at)
     SELECT uuidv7(), 'many-' || n, 'Site ' || n, 'live', 'team_internal', $1, now() + interval '60 days', CASE WHEN n % 3 = 0 THEN $2::uuid END, CASE WHEN n % 3 = 0 THEN now() END
       FROM generate_series(1, $3) n`,
    [world.id('olga'), world.id('rob'), count],
  );
});
afterAll(() => world.close());

const leave = (who: Name) => world.run(deactivatePerson, { personId: world.id(who), reason: 'Moves on.' }, 'ada', { now: new Date() });
const left = async (who: Name): Promise<number> => world.db.prisma.site.count({ where: { ownerId: world.id(who) } });
const jobs = async (): Promise<number> =>
  (await world.superuser.query<{ n: number }>(`SELECT count(*)::int AS n FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'hand-over-sites'`)).rows[0]?.n ?? 0;

/** What came to somebody from somebody: Sites, events, the most events of one Site, handovers, items, messages. */
async function outcome(from: Name, to: Name) {
  const { rows } = await world.superuser.query(
    `WITH event AS (SELECT site_id FROM audit_event WHERE type = 'site.handed_over' AND body::jsonb #>> '{changes,owner,before,id}' = $1::text AND body::jsonb #>> '{changes,owner,after,id}' = $2::text)
     SELECT (SELECT count(*)::int FROM event) AS events, (SELECT count(DISTINCT site_id)::int FROM event) AS sites,
            (SELECT count(*)::int FROM handover WHERE from_id = $1::uuid AND to_id = $2::uuid) AS handovers,
            (SELECT count(*)::int FROM handover_item i JOIN handover h ON h.id = i.handover_id WHERE h.from_id = $1::uuid AND h.to_id = $2::uuid) AS items,
            (SELECT count(*)::int FROM notification n JOIN handover h ON n.occasion = 'handover ' || h.id WHERE h.from_id = $1::uuid AND n.person_id = $2::uuid) AS messages`,
    [world.id(from), world.id(to)],
  );
  return rows[0] as unknown;
}
const once = (sites: number) => ({ events: sites, sites, handovers: 1, items: sites, messages: 1 });

it('a worker that is killed in the middle leaves each Site handed over once or not yet; another goes on, and tells each receiver once', async () => {
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  // One Site of a later batch is held, so that the worker is inside that batch when it is killed.
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET 700 LIMIT 1) FOR UPDATE');
  // Another Site's row is held, not the person's: leaving goes through.
  await leave('olga');
  await expect.poll(() => left('olga'), patience).toBe(count - 600);
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect(await left('olga')).toBe(count - 600);

  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(() => left('olga'), patience).toBe(0);
  await expect.poll(jobs, patience).toBe(0);
  expect(await outcome('olga', 'hal')).toEqual(once(1_000));
  expect(await outcome('olga', 'rob')).toEqual(once(500));
  await second.stop();
}, 120_000);

it('two workers hand over the Sites of two people at once; each goes on to where it belongs, once', async () => {
  const workers = await Promise.all([1, 2].map(() => startWorkerProcess({ databaseUrl: world.database.url })));
  await Promise.all([leave('hal'), leave('rob')]);
  await expect.poll(jobs, patience).toBe(0);
  expect([await left('hal'), await left('rob')]).toEqual([0, 500]);
  expect(await outcome('hal', 'mia')).toEqual(once(1_000));
  // Nobody is above Rob, and no department has a lead.
  expect(await world.db.prisma.site.count({ where: { ownerId: world.id('rob'), quarantineReason: 'owner_departed' } })).toBe(500);
  expect(await world.db.prisma.notification.count({ where: { kind: 'alert' } })).toBe(2);
  await world.run(reactivatePerson, { personId: world.id('rob'), reason: 'Came back.' }, 'ada');
  expect(await world.db.prisma.site.count({ where: { ownerId: world.id('rob'), quarantineReason: 'owner_departed' } })).toBe(500);
  await Promise.all(workers.map(({ stop }) => stop()));
  for (const worker of workers) expect(worker.output()).toBe('');
}, 120_000);
