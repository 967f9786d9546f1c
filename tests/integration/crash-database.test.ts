import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBulkAction } from '@/lib/bulk/commands/create-bulk-action';
import { runBulkAction } from '@/lib/bulk/commands/run-bulk-action';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { applyMigrations } from '@/lib/db/migrate';
import { runCommand } from '@/lib/gate/command';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@/scripts/support/embedded-postgres';
import { keepWorker } from '@/scripts/support/keep-worker';
import { Cleanup } from '@/scripts/support/processes';
import { actorOf } from '../support/facts';

/*
 * The database dies by kill -9 in the middle of the work and recovers from its log. It is a server of this test's own, as
 * durable as PostgreSQL is by default. Killing one of its processes makes the server drop all of them and recover.
 */
const sites = 3_000;
const rows = 20_000;
const patience = { timeout: 60_000, interval: 20 };

let folder: string;
let server: EmbeddedPostgres;
let db: Database;
const ada = { id: uuidv7(), name: 'Ada', email: 'ada@example.com' };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'siteward-crash-'));
  server = await startEmbeddedPostgres({ folder: path.join(folder, 'data') });
  await applyMigrations(server.ownerUrl());
  db = openDatabase(server.appUrl(), { role: '', poolSize: 3 });
  await db.prisma.person.create({ data: { ...ada, roles: ['admin'] } });
  await query(
    `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at)
     SELECT uuidv7(), 'many-' || n, 'Site ' || n, 'live', 'team_internal', $1, now() + interval '60 days' FROM generate_series(1, $2) n`,
    [ada.id, sites],
  );
}, 180_000);
afterAll(async () => {
  await closeDatabase(db);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Asks over a connection of its own, which no crash has taken along. */
async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Kills the process behind a connection, as running out of memory would. Returns once the server answers again. */
async function killBackend(where: string): Promise<void> {
  const before = await checkpointer();
  const [backend] = await query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${where} LIMIT 1`);
  if (backend === undefined) throw new Error(`Nobody is at work: ${where}`);
  process.kill(backend.pid, 'SIGKILL');
  // For a moment the server answers on, not knowing yet; it has recovered once its own processes are other ones.
  await expect.poll(() => checkpointer().then((pid) => pid !== undefined && pid !== before, () => false), patience).toBe(true);
}

async function checkpointer(): Promise<number | undefined> {
  return (await query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`))[0]?.pid;
}

it('a bulk action goes on where it was: each Site once, with one event', { timeout: 180_000 }, async () => {
  const actor = actorOf(ada, ['admin']);
  // As `npm run worker` and `npm start` keep it: a worker that loses the database may end, and another begins.
  const cleanup = new Cleanup();
  keepWorker({ ...process.env, DATABASE_URL: server.appUrl(), DATABASE_ROLE: '', LOG_LEVEL: 'silent' }, cleanup);
  const { id } = await runCommand(createBulkAction, { kind: 'add_tags', change: { tags: ['crash'] }, reason: 'All of them.', selection: { search: {} } }, actor, { db });
  const row = async () => (await query<{ state: string; changed: number }>('SELECT state, changed FROM bulk_action WHERE id = $1', [id]).catch(() => []))[0];
  await expect.poll(async () => (await row())?.state, patience).toBe('planned');

  // One Site of a later batch is held, so that the batch is open when the server dies.
  const holder = new pg.Client({ connectionString: server.ownerUrl() });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM site WHERE id = (SELECT id FROM site ORDER BY id OFFSET 1700 LIMIT 1) FOR UPDATE');
  await runCommand(runBulkAction, { bulkId: id }, actor, { db });
  await expect.poll(async () => (await row())?.changed, patience).toBe(1_500);
  await expect.poll(() => query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`).then(({ length }) => length), patience).toBeGreaterThan(0);
  await killBackend(`wait_event_type = 'Lock'`);

  await expect.poll(async () => (await row())?.state, patience).toBe('done');
  const outcome = await query(
    `SELECT (SELECT count(*)::int FROM site WHERE 'crash' = ANY (tags)) AS tagged, (SELECT max(revision) FROM site) AS revision,
            count(*)::int AS events, count(DISTINCT site_id)::int AS sites FROM audit_event WHERE type = 'site.edited' AND body::jsonb #>> '{data,bulkId}' = $1`,
    [id],
  );
  expect(outcome).toEqual([{ tagged: sites, revision: 2, events: sites, sites }]);
  await cleanup.run();
});

it('an import leaves nothing behind, says so, and the next one brings all', { timeout: 180_000 }, async () => {
  const file = path.join(folder, 'new.csv');
  await writeFile(file, ['slug,title,classification,expires_at', ...Array.from({ length: rows }, (_, at) => `from-file-${at},"Site ${at}, from a file",team_internal,2027-01-31`)].join('\n'));
  const before = await size();
  const broken = startImport(file);
  await expect.poll(size, patience).toBeGreaterThan(before + 1024 * 1024);
  await killBackend(`state <> 'idle' AND application_name = 'siteward'`);
  expect(await broken.ended).not.toBe(0);
  expect(broken.said()).toContain('lost the database. What it had begun is undone');
  expect(await imported()).toBe(0);

  const whole = startImport(file);
  expect(await whole.ended, whole.said()).toBe(0);
  expect(await imported()).toBe(rows);
  expect(await query(`SELECT count(*)::int AS stray FROM site s WHERE NOT EXISTS (SELECT FROM site_index i WHERE i.site_id = s.id)`)).toEqual([{ stray: 0 }]);
});

const imported = async (): Promise<number> => (await query<{ n: number }>(`SELECT count(*)::int AS n FROM site WHERE slug LIKE 'from-file-%'`))[0]?.n ?? -1;
const size = async (): Promise<number> => Number((await query<{ bytes: string }>(`SELECT pg_relation_size('site')::text AS bytes`))[0]?.bytes ?? 0);

function startImport(file: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', 'csv', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: server.appUrl(), DATABASE_ROLE: '', MIGRATE_DATABASE_URL: '', LOG_LEVEL: 'warn' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { ended: new Promise<number | null>((resolve) => child.once('exit', resolve)), said: () => said };
}
