import net from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { isUnreachable } from '@/lib/db/is-unreachable';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/* Between the application and its database stands a line that can be cut, as a network's can. */
let database: TestDatabase;
let line: net.Server;
let db: Database;
let owner: pg.Client;
const ends = new Set<net.Socket>();

beforeAll(async () => {
  database = await createTestDatabase();
  const behind = new URL(database.url);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  line = net.createServer((near) => {
    const far = net.connect(Number(behind.port), behind.hostname);
    for (const end of [near, far]) end.on('error', () => undefined);
    ends.add(near);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const through = new URL(database.url);
  through.hostname = '127.0.0.1';
  through.port = String((line.address() as net.AddressInfo).port);
  db = openDatabase(through.href, { role: '', poolSize: 2 });
});
afterAll(async () => {
  cut();
  await closeDatabase(db);
  line.close();
  await owner.end();
  await database.drop();
});

/** Cuts every connection at once: what is under way sees a reset. */
function cut(): void {
  for (const end of ends) end.resetAndDestroy();
  ends.clear();
}

/** The statement that is under way; one whose line was cut sleeps on, and is told apart by ending it. */
const asleep = () => owner.query(`SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(50)%' AND state = 'active' AND pid <> pg_backend_pid()`);

/** What a statement came to whose connection was cut while it ran. */
async function cutDuring(run: () => Promise<unknown>): Promise<unknown> {
  const ended = run().then(
    () => undefined,
    (error: unknown) => error,
  );
  await expect.poll(async () => (await asleep()).rowCount, { timeout: 20_000 }).toBe(1);
  cut();
  const outcome = await ended;
  await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(50)%' AND pid <> pg_backend_pid()`);
  await expect.poll(async () => (await asleep()).rowCount, { timeout: 20_000 }).toBe(0);
  return outcome;
}

it('is told from every other trouble, whichever way it was lost', async () => {
  const prisma = await cutDuring(() => db.prisma.$queryRaw`SELECT pg_sleep(50)::text`);
  expect(isUnreachable(prisma), String(prisma)).toBe(true);
  const inTransaction = await cutDuring(() => db.prisma.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(50)::text`, { timeout: 60_000 }));
  expect(isUnreachable(inTransaction), String(inTransaction)).toBe(true);
  const pool = await cutDuring(() => db.pool.query('SELECT pg_sleep(50)'));
  expect(isUnreachable(pool), String(pool)).toBe(true);

  const mistake = await db.prisma.$queryRaw`SELECT 1 / 0`.catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(Error);
  expect(isUnreachable(mistake)).toBe(false);
});
