import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { enqueue } from '@/lib/jobs/queue';
import { MailServer } from '../support/mail-server';
import { startWorkerProcess } from '../support/app';
import { World } from '../support/world';

/* Whoever makes digests is killed in the middle of it; another goes on. Each person gets one, by a real mail server. */
const people = 1_200;
const patience = { timeout: 90_000, interval: 50 };

let world: World;
let server: MailServer;
beforeAll(async () => {
  world = await World.create();
  server = await MailServer.create();
  await server.up();
  // Today is a day of digests, whichever it is.
  await world.db.prisma.workspaceSettings.create({ data: { id: 1, value: { ...defaultSettings, quietWeekdays: [], digestAtLeast: 'daily' } } });
  await world.superuser.query(`INSERT INTO person (id, email, name) SELECT uuidv7(), 'p' || n || '@example.com', 'Person ' || n FROM generate_series(1, $1) n`, [people]);
  await world.superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
     SELECT uuidv7(), 'of-' || p.id, 'Site', 'live', 'team_internal', p.id, now() + interval '5 days' FROM person p WHERE p.email LIKE 'p%'`,
  );
});
afterAll(async () => {
  await server.down();
  await world.close();
});

const digests = () => world.db.prisma.notification.count({ where: { kind: 'digest' } });

it('a worker that is killed while it makes digests leaves each person with one or none yet; another makes the rest', async () => {
  const env = { SMTP_URL: server.url, MAIL_FROM: 'siteward@example.com', APP_URL: 'https://siteward.example.com', AUTH_SECRET: 'x'.repeat(32), SITEWARD_EMBEDDED: 'test' };
  const first = await startWorkerProcess({ databaseUrl: world.database.url, env });
  // One person of the second batch is held, so that the worker is inside that batch when it is killed.
  await world.superuser.query('BEGIN');
  await world.superuser.query('SELECT 1 FROM person WHERE id = (SELECT id FROM person ORDER BY id OFFSET 700 LIMIT 1) FOR UPDATE');
  await inTransaction(world.db, (tx) => enqueue(tx, 'compose-digests', {}, { key: 'all' }));
  await expect.poll(digests, patience).toBeGreaterThan(0);
  await expect.poll(async () => (await world.db.pool.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount, patience).toBeGreaterThan(0);
  await first.kill();
  await world.superuser.query('ROLLBACK');
  expect(await digests()).toBeLessThan(people);
  expect(await world.db.prisma.digestDay.count()).toBe(0);

  const second = await startWorkerProcess({ databaseUrl: world.database.url, env });
  await expect.poll(digests, patience).toBe(people);
  await expect.poll(() => world.db.prisma.digestDay.count(), patience).toBe(1);
  await expect.poll(() => new Set(server.received.map(({ messageId }) => messageId)).size, patience).toBeGreaterThan(50);
  await second.stop();
  const { rows } = await world.superuser.query<{ most: number }>(`SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM mail m JOIN notification d ON d.id = m.notification_id GROUP BY d.person_id) each`);
  expect(rows).toEqual([{ most: 1 }]);
  // What was sent when the first was killed may come twice, as the same; nothing else does.
  const ids = new Map<string, Set<string>>();
  for (const { to, messageId } of server.received) ids.set(to[0] ?? '', (ids.get(to[0] ?? '') ?? new Set()).add(messageId));
  expect([...ids.values()].every(({ size }) => size === 1)).toBe(true);
  expect(server.received.length - ids.size).toBeLessThanOrEqual(3);
}, 180_000);
