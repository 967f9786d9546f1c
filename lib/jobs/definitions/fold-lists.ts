import { currentSettings } from '@/lib/settings/get-settings';
import { foldBitmaps } from '@/lib/sites/fold-bitmaps';
import type { Job } from '../job';

/** Takes what changed since the last minute into the bitmaps that facets count with. */
export const foldListsJob: Job<'fold-lists'> = async (_payload, { db }) => {
  await foldBitmaps(db, await currentSettings(db), new Date());
};
