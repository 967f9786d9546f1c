import { addHours, subDays } from 'date-fns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { closeDatabase, openDatabase } from '@/lib/db/client';
import { startSweep } from '@/lib/lifecycle/commands/start-sweep';
import { listSweeps } from '@/lib/lifecycle/list-sweeps';
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

/** So many more live Sites that expired long ago, and, in the middle of them, so many that didn't. */
async function expired(prefix: string, others = 0): Promise<void> {
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
     SELECT uuidv7(), CASE WHEN due THEN $1 ELSE 'other-' END || n, 'Site ' || n, 'live', 'team_internal', $2, CASE WHEN due THEN $3::timestamptz ELSE $3::timestamptz + interval '300 days' END
       FROM (SELECT n, n <= $4 / 2 OR n > $4 / 2 + $5 AS due FROM generate_series(1, $4::int + $5) n) s`,
    [prefix, world.id('olga'), subDays(now, 30), count, others],
  );
}

/** What a sweep has done so far, as the page shows it. */
const progress = async (at: Date) => (await world.read(listSweeps, { limit: 100 }, 'ada')).items.find((sweep) => sweep.at === at.toISOString())?.counts;
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
  // More than are walked as a whole: the first half of what is due lies in one lane, the second in the other.
  await expired('killed-', 4_000);
  // One Site of a later step is held, so that the worker is inside that step when it is killed; the other lane gets through.
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET 400 LIMIT 1) FOR UPDATE');
  const first = await startWorkerProcess({ databaseUrl: world.database.url });
  await world.run(startSweep, { at: now.toISOString() }, 'ada');
  await expect.poll(() => progress(now), patience).toEqual({ disabled_expired: 300 + 750 });
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect((await outcome('killed-'))?.disabled).toBe(300 + 750);

  const second = await startWorkerProcess({ databaseUrl: world.database.url });
  await expect.poll(async () => (await sweepAt(now))?.state, patience).toBe('done');
  expect(await outcome('killed-')).toEqual(all);
  expect((await sweepAt(now))?.counts).toEqual({ disabled_expired: count });
  expect(await world.db.prisma.lifecycleSweepLane.count()).toBe(0);
  await second.stop();
}, 120_000);

it.each([
  ['as a whole', Infinity],
  ['in lanes', 100],
])('two that sweep at once %s, and begin at once, do each thing once', async (how, splitBeyondRows) => {
  const prefix = `twice ${how} `.replaceAll(' ', '-');
  await expired(prefix);
  const at = addHours(now, how === 'in lanes' ? 2 : 1);
  const other = openDatabase(world.database.url, { role: '', poolSize: 2 });
  const begun = await Promise.all([world.db, other].map((db) => inTransaction(db, (tx) => beginSweep(tx, at, 'a test', now))));
  expect(new Set(begun).size).toBe(1);
  const done = await Promise.all([world.db, other].map((db) => runSweep(db, begun[0] ?? '', { splitBeyondRows })));
  await closeDatabase(other);
  expect(done.map(({ state, counts }) => [state, counts])).toEqual(Array.from({ length: 2 }, () => ['done', { disabled_expired: count }]));
  expect(await outcome(prefix)).toEqual(all);
  expect(await world.db.prisma.auditEvent.count({ where: { type: 'lifecycle.swept', at } })).toBe(1);
});
