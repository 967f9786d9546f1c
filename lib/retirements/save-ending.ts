import type { Advance } from '@/lib/domain/retirement';
import type { Tx } from '@/lib/db/client';
import { updateSite } from '@/lib/sites/write';
import { buildTombstone, type Ending } from './build-tombstone';
import type { LoadedRetirement } from './load-retirement';
import { insertTombstone, updateRetirement } from './write';

/** Leaves the tombstone and retires the Site, in one transaction with what has shown that it is deleted. */
export async function saveEnding(tx: Tx, { site, plan }: Pick<LoadedRetirement, 'site' | 'plan'>, outcome: Advance, ending: Ending): Promise<void> {
  const record = await buildTombstone(tx, site, plan.id, ending);
  await insertTombstone(tx, site.id, record, ending.now);
  await updateRetirement(tx, plan, outcome.plan);
  // Nothing is open there any more; the tombstone keeps where it was.
  await updateSite(tx, site, outcome.patch, ending, { liveUrl: null });
}
