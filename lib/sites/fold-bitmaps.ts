import { addDays } from 'date-fns';
import type { Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { inactiveBefore } from './inactive-before';

/** From so many Sites that are counted one by one, a fold pays: below, it costs more than it saves. */
export const foldFrom = 1_000;

/**
 * Brings the bitmaps up to date, so that fewer Sites are counted one by one. Counts are exact before and after; only
 * their price changes. Returns how many Sites it took in, or null where somebody else is folding.
 */
export async function foldBitmaps({ pool }: Database, settings: Settings, now: Date): Promise<number | null> {
  const { rows } = await pool.query<{ folded: number | null }>('SELECT site_bitmap_fold($1, $2, $3) AS folded', [
    now,
    addDays(now, settings.expiringDays),
    inactiveBefore(settings, now),
  ]);
  await pool.query('SELECT site_text_tidy()');
  return rows[0]?.folded ?? null;
}
