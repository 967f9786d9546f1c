import { runReReviews } from '@/lib/requests/run-re-reviews';
import type { Job } from '../job';

/** Opens the re-reviews of Sites whose record changed after their audience was approved. */
export const openReReviewsJob: Job<'open-re-reviews'> = (_payload, { db, signal }) => runReReviews(db, signal);
