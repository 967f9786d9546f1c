import { subDays } from 'date-fns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { closeDatabase, openDatabase } from '@/lib/db/client';
import { startSweep } from '@/lib/lifecycle/commands/start-sweep';
import { beginSweep, runSweep } from '@/lib/lifecycle/run-sweep';
import { changeSettings } from '@/lib/settings/commands/change-settings';
import { startWorkerProcess } from '../support/app';
import { now, World } from '../support/world';

const count = 1_500;
const patience = { timeout: 60_000, interval: 20 };

let world: World;
beforeAll(async () => {
  world = await World.create();
  await world.run(changeSettings, { settings: { ...defaultSettings, quietWeekdays: [], breakerPercent: 100 }, reason: 'All of them may go.', revision: 0 }, 'ada');
});
afterAll(() => world.close());

/** So many more live Sites that expired long ago. */
async function expired(prefix: string): Promise<void> {
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
     SELECT uuidv7(), $1 || n, 'Site ' || n, 'live', 'team_internal', $2, $3 FROM generate_series(1, $4) n`,
    [prefix, world.id('olga'), subDays(now, 30), count],
  );
}

const sweepAt = (at: Date) => world.db.prisma.lifecycleSweep.findUnique({ where: { at } });

/** How many Sites of the prefix are disabled, how many events say so, and how often a Site was told of at most. */
async function outcome(prefix: string) {
  const { rows } = await world.superuser.query<{ disabled: number; events: number; most: number }>(
    `SELECT (SELECT count(*)::int FROM site WHERE slug LIKE $1 AND state = 'disabled' AND revision = 2) AS disabled,
            coalesce(sum(n), 0)::int AS events, coalesce(max(n), 0)::int AS most
       FROM (SELECT count(*) AS n FROM audit_event e JOIN site s ON s.id = e.site_id WHERE e.type = 'site.disabled' AND s.slug LIKE $1 GROUP BY s.id) each`,
    [`${prefix}%`],
  );
  return rows[0];
}
const all = { disabled: count, events: count, most: 1 };

it('a worker that is killed in the middle of a sweep leaves each Site done once or not yet; another goes on', async () => {
  await expired('killed-');
  // One Site of a later step is held, so that the worker is inside that step when it is killed.
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET 700 LIMIT 1) FOR UPDATE');
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  await world.run(startSweep, { at: now.toISOString() }, 'ada');
  await expect.poll(async () => (await sweepAt(now))?.counts, patience).toEqual({ disabled_expired: 600 });
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect((await outcome('killed-'))?.disabled).toBe(600);

  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(async () => (await sweepAt(now))?.state, patience).toBe('done');
  expect(await outcome('killed-')).toEqual(all);
  expect((await sweepAt(now))?.counts).toEqual({ disabled_expired: count });
  await second.stop();
}, 120_000);

it('two that sweep at once, and begin at once, do each thing once', async () => {
  await expired('twice-');
  const at = new Date(now.getTime() + 3_600_000);
  const other = openDatabase(world.database.url, { role: '', poolSize: 2 });
  const begun = await Promise.all([world.db, other].map((db) => inTransaction(db, (tx) => beginSweep(tx, at, 'a test', now))));
  expect(new Set(begun).size).toBe(1);
  const done = await Promise.all([world.db, other].map((db) => runSweep(db, begun[0] ?? '')));
  await closeDatabase(other);
  expect(done.map(({ state, counts }) => [state, counts])).toEqual(Array.from({ length: 2 }, () => ['done', { disabled_expired: count }]));
  expect(await outcome('twice-')).toEqual(all);
  expect(await world.db.prisma.auditEvent.count({ where: { type: 'lifecycle.swept' } })).toBe(2);
});
