import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../lib/db/migrate';
import { pendingMigrations } from '../../lib/db/pending-migrations';
import type { RunningInstance } from './cluster-files';
import { readJson, runFile, writePrivate } from './cluster-files';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { Fatal } from './fatal.mjs';
import { takeLock } from './file-lock.mjs';
import { clearOrphans } from './orphans';
import { type Cleanup, endGroup, outcomeOf, spawnNode } from './processes';
import { startTimeOf, waitUntil } from './running-process.mjs';

/** Where the demo keeps everything. */
export const DATA_FOLDER = path.resolve('.data');

const SEED = path.join('prisma', 'seed', 'main.ts');
/** Said of the database itself once the seed is whole, so that a seed cut short is begun again. */
const SEEDED = 'The demo is whole.';

export interface DemoDatabase {
  server: EmbeddedPostgres;
  /** The environment in which the application, or a script, is this demo. */
  environment: NodeJS.ProcessEnv;
}

/** What runs the demo in this folder at the moment, if anything does. */
export function findRunningDemo(): RunningInstance | undefined {
  const file = runFile(DATA_FOLDER);
  if (!existsSync(file)) return undefined;
  const instance = readJson<RunningInstance>(file);
  return startTimeOf(instance.launcherPid) === instance.launcherStarted ? instance : undefined;
}

/**
 * Takes the demo's data folder for this process, and says so in one line when another has it. Scripts hold it only
 * for a moment, so they are waited for.
 */
export async function takeDataFolder(purpose: 'start' | 'script'): Promise<() => void> {
  const file = path.join(DATA_FOLDER, 'lock');
  let lock = takeLock(file, purpose);
  if ('holder' in lock && lock.holder.purpose === 'script') {
    await waitUntil(() => 'release' in (lock = takeLock(file, purpose)), 60_000);
  }
  if ('release' in lock) return lock.release;
  const where = findRunningDemo()?.url;
  throw new Fatal(`Siteward already runs in this folder${where ? ` at ${where}` : ''} (process ${lock.holder.pid}). Use that one, or stop it first.`);
}

/** Forgets the demo's data, whatever state they are in. */
export async function removeDemoData(): Promise<void> {
  const cluster = path.join(DATA_FOLDER, 'postgres');
  if (existsSync(cluster)) await clearOrphans(cluster);
  for (const name of ['postgres', 'credentials.json', 'run.json', 'postgres.log']) {
    rmSync(path.join(DATA_FOLDER, name), { recursive: true, force: true });
  }
}

/** Starts the demo's database with all migrations applied and the demo seeded. The caller holds the data folder. */
export async function openDemoDatabase(cleanup: Cleanup, url?: string): Promise<DemoDatabase> {
  const server = await startEmbeddedPostgres({ folder: DATA_FOLDER });
  cleanup.add(() => server.stop());
  writePrivate(runFile(DATA_FOLDER), {
    databasePort: server.port,
    databasePid: server.pid,
    launcherPid: process.pid,
    launcherStarted: startTimeOf(process.pid) ?? '',
    ...(url !== undefined && { url }),
  } satisfies RunningInstance);
  cleanup.add(() => rmSync(runFile(DATA_FOLDER), { force: true }));
  const environment = demoEnvironment(server);
  await seedOnce(server, environment, cleanup);
  return { server, environment };
}

/** How the demo's settings read, for the application and for scripts that join a running one. */
export function demoEnvironment({ appUrl, credentials }: Pick<EmbeddedPostgres, 'appUrl' | 'credentials'>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: appUrl(),
    MIGRATE_DATABASE_URL: '',
    AUTH_SECRET: process.env.AUTH_SECRET || credentials.authSecret,
    SITEWARD_EMBEDDED: DATA_FOLDER,
  };
}

async function seedOnce(server: EmbeddedPostgres, environment: NodeJS.ProcessEnv, cleanup: Cleanup): Promise<void> {
  const log = (line: string) => console.error(line);
  if (await isSeeded(server)) {
    if ((await pendingMigrations(server.ownerUrl())).length > 0) await applyMigrations(server.ownerUrl(), { log });
    return;
  }
  const administer = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  // Nobody has used a database whose seed never ended.
  await administer('DROP DATABASE siteward WITH (FORCE)', 'CREATE DATABASE siteward');
  await applyMigrations(server.ownerUrl());
  if (!existsSync(SEED)) return;
  console.error('Filling the demo workspace.');
  const child = spawnNode(['--import', 'tsx', SEED], {
    env: { ...environment, MIGRATE_DATABASE_URL: server.ownerUrl() },
    stdout: 'stderr',
  });
  cleanup.add(() => endGroup(child));
  const failure = await outcomeOf(child);
  if (failure !== undefined) throw new Fatal(`The demo workspace could not be filled (${failure}); the reason is above.`);
  await administer(`COMMENT ON DATABASE siteward IS '${SEEDED}'`);
}

async function isSeeded(server: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ said: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS said FROM pg_database WHERE datname = 'siteward'`,
    );
    return rows[0]?.said === SEEDED;
  } finally {
    await client.end();
  }
}
