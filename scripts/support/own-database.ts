import pg from 'pg';
import type { Env } from '../../lib/env';
import { applyMigrations } from '../../lib/db/migrate';
import { pendingMigrationsOn } from '../../lib/db/pending-migrations';
import { Fatal } from './fatal.mjs';

/**
 * Makes sure of a database that the user brought: reachable, migrated, and which role the application takes on
 * there. Never puts a demo into it.
 */
export async function prepareOwnDatabase(
  settings: Pick<Env, 'DATABASE_URL' | 'MIGRATE_DATABASE_URL' | 'DATABASE_ROLE'>,
  askedForRole: string | undefined,
): Promise<{ role: string; warning?: string }> {
  await migrate(settings.MIGRATE_DATABASE_URL, settings.MIGRATE_DATABASE_URL === settings.DATABASE_URL ? 'DATABASE_URL' : 'MIGRATE_DATABASE_URL');
  const client = await connect(settings.DATABASE_URL, 'DATABASE_URL');
  try {
    if (settings.DATABASE_ROLE === '' || (await canBecome(client, settings.DATABASE_ROLE))) return { role: settings.DATABASE_ROLE };
  } finally {
    await client.end();
  }
  if (askedForRole !== undefined) {
    throw new Fatal(`DATABASE_ROLE names ${settings.DATABASE_ROLE}, which this connection may not become. Run: GRANT ${settings.DATABASE_ROLE} TO the role in DATABASE_URL`);
  }
  return {
    role: '',
    warning: `The application runs as the role in DATABASE_URL, because that may not become ${settings.DATABASE_ROLE}; granting it that role would put the audit log out of its reach.`,
  };
}

async function migrate(url: string, variable: string): Promise<void> {
  const client = await connect(url, variable);
  let pending: string[];
  try {
    pending = await pendingMigrationsOn(client);
  } catch (error) {
    throw new Fatal(`${variable} can't read the record of migrations (${(error as Error).message}). Connect as the database's owner, or as a role that was granted siteward_app.`);
  } finally {
    await client.end();
  }
  if (pending.length === 0) return;
  try {
    await applyMigrations(url, { log: (line) => console.error(line) });
  } catch (error) {
    throw new Fatal(
      `${pending.length} migrations are waiting and ${variable} could not apply them. Run npm run migrate with MIGRATE_DATABASE_URL set to the database's owner. (${(error as Error).message})`,
    );
  }
}

/** Connects, or says in one line, without the password, what is wrong. */
export async function connect(url: string, variable: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { host, pathname } = new URL(url);
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = message || code || 'no answer';
    throw new Fatal(`The database at ${host}${pathname} can't be used: ${reason}. Is it running, and is ${variable} right?`);
  }
}

async function canBecome(client: pg.Client, role: string): Promise<boolean> {
  const { rows } = await client.query<{ able: boolean }>(
    `SELECT coalesce(pg_has_role(current_user, (SELECT oid FROM pg_roles WHERE rolname = $1), 'MEMBER'), false) AS able`,
    [role],
  );
  return rows[0]?.able === true;
}
