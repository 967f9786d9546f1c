import path from 'node:path';
import pg from 'pg';
import { JOBS_SCHEMA } from './jobs-schema';
import { MIGRATIONS_FOLDER, listMigrations, pendingMigrationsOn } from './pending-migrations';

/** Any number will do; it only has to be the same in every start of this product. */
const ADVISORY_LOCK = 7_483_920_115;

export interface MigrateOptions {
  /** Told what happens, a line at a time. */
  log?: (line: string) => void;
  /** Another folder than prisma/migrations; for tests. */
  folder?: string;
}

/**
 * Applies what the database has not had yet. Two starts at once take turns. The engine keeps its account in
 * `_prisma_migrations`, so `prisma migrate deploy` goes on working for those who have it.
 */
export async function applyMigrations(
  connectionString: string,
  { log = () => undefined, folder = MIGRATIONS_FOLDER }: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const pending = await pendingMigrationsOn(client, folder);
    if (pending.length === 0) return { applied: [] };
    await forgetInterrupted(client);
    for (const name of pending) log(`Applying migration ${name}`);
    const applied = pending.some((name) => name !== JOBS_SCHEMA) ? await runEngine(connectionString, folder) : [];
    // Afterwards, because the first migrations make the role that the queue is granted to.
    if (pending.includes(JOBS_SCHEMA)) await (await import('./install-jobs-schema')).installJobsSchema(connectionString, client);
    return { applied: [...applied, ...pending.filter((name) => name === JOBS_SCHEMA)] };
  } finally {
    await client.end(); // and with the connection goes the lock
  }
}

/**
 * A migration that was begun and not finished left nothing behind, because each is one transaction (see
 * schema-engine.ts); only the engine's note of the attempt would stand in the way of another.
 */
async function forgetInterrupted(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`);
  if (rows[0]?.present !== true) return;
  await client.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL');
}

async function runEngine(connectionString: string, folder: string): Promise<string[]> {
  // Loaded only when there is something to apply: five megabytes of WebAssembly.
  const { NO_FILTER, withSchemaEngine } = await import('./schema-engine');
  const migrations = await listMigrations(folder);
  const run = withSchemaEngine(connectionString, (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: path.join(folder, 'migration_lock.toml'), content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: NO_FILTER,
    }),
  );
  const { appliedMigrationNames } = await run.catch((error: unknown) => {
    throw inOneLine(error);
  });
  return appliedMigrationNames;
}

/** The engine tells its life story; whoever reads wants the name and the reason. */
function inOneLine(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const name = /migration_name="([^"]+)"/.exec(error.message)?.[1];
  const reason = error.message
    .split('\n')
    .find((line) => line.trim() !== '' && !line.startsWith('external connector error'))
    ?.replace(/^Error querying the database: (ERROR: )?/, '');
  if (reason === undefined) return error;
  return new Error(name === undefined ? reason : `Migration ${name} failed: ${reason}`, { cause: error });
}
