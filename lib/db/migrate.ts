import path from 'node:path';
import pg from 'pg';
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
    for (const name of pending) log(`Applying migration ${name}`);
    return { applied: await runEngine(connectionString, folder) };
  } finally {
    await client.end(); // and with the connection goes the lock
  }
}

async function runEngine(connectionString: string, folder: string): Promise<string[]> {
  // Loaded only when there is something to apply: five megabytes of WebAssembly.
  const { NO_FILTER, openSchemaEngine } = await import('./schema-engine');
  const migrations = await listMigrations(folder);
  const engine = await openSchemaEngine(connectionString);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
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
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}
