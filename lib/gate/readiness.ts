import { database } from '@/lib/db/client';
import { pendingMigrationsOn } from '@/lib/db/pending-migrations';

/** Whether this process can serve: one cheap question to the database, another about its migrations. */
export async function readiness(): Promise<{ ready: boolean; detail: string }> {
  try {
    const client = await database().pool.connect();
    try {
      const pending = await pendingMigrationsOn(client);
      return pending.length === 0
        ? { ready: true, detail: 'The database answers and is up to date.' }
        : { ready: false, detail: `${pending.length} migrations are waiting. Run npm run migrate.` };
    } finally {
      client.release();
    }
  } catch {
    return { ready: false, detail: 'The database does not answer.' };
  }
}
