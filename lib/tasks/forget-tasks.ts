import type { Tx } from '@/lib/db/client';

/** Forgets how imports and exports went that began before an instant, `limit` at most. Answers how many it forgot. */
export async function forgetTasks(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.$executeRaw`DELETE FROM task_progress WHERE id IN (SELECT id FROM task_progress WHERE started_at < ${before} ORDER BY started_at LIMIT ${limit})`;
}
