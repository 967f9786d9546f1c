import type { Database } from './client';

/** The database's time, going on from one question to it: instances whose own clocks differ mean the same instant. */
export async function databaseClock({ pool }: Pick<Database, 'pool'>): Promise<() => Date> {
  const { rows } = await pool.query<{ now: Date }>('SELECT now() AS now');
  const asked = performance.now();
  const begun = rows[0]?.now.getTime() ?? Number.NaN;
  return () => new Date(begun + performance.now() - asked);
}
