import { setTimeout } from 'node:timers/promises';
import { database } from '@/lib/db/client';
import { log } from '@/lib/log';

/** From one look at the waiting texts to the next, in milliseconds. */
const pause = 250;

/**
 * Sorts new texts into their index on a connection of its own while `work` writes them. Whoever writes many would
 * otherwise stop for it each time that 16 MB are waiting, and every search reads through those that wait.
 */
export async function whileTidyingTexts<Answer>(work: () => Promise<Answer>, { pool } = database()): Promise<Answer> {
  const over = new AbortController();
  const tidying = (async () => {
    while (!over.signal.aborted) {
      await pool.query('SELECT site_text_tidy()');
      await setTimeout(pause, undefined, { signal: over.signal }).catch(() => undefined);
    }
    // Only whoever writes pays for what is not done here.
  })().catch((error: unknown) => log.warn({ err: error }, 'new texts were not sorted in'));
  try {
    return await work();
  } finally {
    over.abort();
    await tidying;
  }
}
