import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { hasJobsSchema, JOBS_SCHEMA } from './jobs-schema';

/** One migration as it lies in the folder. */
export interface Migration {
  name: string;
  sql: string;
}

/** The folder of the migrations; every entry point runs in the project's root. */
export const MIGRATIONS_FOLDER = path.join(process.cwd(), 'prisma', 'migrations');

/** The migrations in the folder, oldest first. */
export async function listMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(/* turbopackIgnore: true */ path.join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

/**
 * The names of the migrations that the database has not had, the job queue's tables among them. Cheap queries and no
 * migration engine, so that a start, and every readiness check, can afford it.
 */
export async function pendingMigrations(
  connectionString: string,
  folder: string = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await pendingMigrationsOn(client, folder);
  } finally {
    await client.end();
  }
}

/** As `pendingMigrations`, on a connection that is already open. */
export async function pendingMigrationsOn(
  client: Pick<pg.Client, 'query'>,
  folder: string = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const all = await listMigrations(folder);
  const table = await client.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  const jobs = (await hasJobsSchema(client)) ? [] : [JOBS_SCHEMA];
  if (table.rows[0]?.present !== true) return [...all.map((migration) => migration.name), ...jobs];
  const done = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const names = new Set(done.rows.map((row) => row.migration_name));
  return [...all.map((migration) => migration.name).filter((name) => !names.has(name)), ...jobs];
}
