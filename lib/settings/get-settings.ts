import { defaultSettings, storedSettings, type Settings } from '@/lib/domain/settings';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Database, Reader } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { cache } from 'react';
import { z } from 'zod';

/** The settings in force, and the revision they are at (0: the defaults, never changed). */
export async function readSettings(db: Reader): Promise<{ settings: Settings; revision: number }> {
  const row = await db.workspaceSettings.findUnique({ where: { id: 1 } });
  return row === null
    ? { settings: defaultSettings, revision: 0 }
    : { settings: storedSettings(row.value), revision: row.revision };
}

/** The settings in force, by a prepared statement: lists ask for them at every page, and once for all parts of one page. */
export const currentSettings = cache(async ({ pool }: Database): Promise<Settings> => {
  const { rows } = await pool.query<{ value: unknown }>({ name: 'settings', text: 'SELECT value FROM workspace_settings WHERE id = 1' });
  return rows[0] === undefined ? defaultSettings : storedSettings(rows[0].value);
});

/** The settings, for the settings page. */
export const getSettings = query({
  name: 'settings.get',
  input: z.strictObject({}),
  may: (actor) => judge('settings.get', roleStandings(actor)),
  visible: () => allowed,
  load: ({ prisma }) => readSettings(prisma),
});
