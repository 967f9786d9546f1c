import { composeDigests } from '@/lib/notifications/compose-digests';
import type { Job } from '../job';

/** Makes the digests that are due now. */
export const composeDigestsJob: Job<'compose-digests'> = async (_payload, { db, signal }) => {
  await composeDigests(db, { now: new Date(), signal });
};
