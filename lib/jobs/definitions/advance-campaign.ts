import { advanceCampaign } from '@/lib/campaigns/advance-campaign';
import type { Job } from '../job';

/** Starts an access review, or closes it. */
export const advanceCampaignJob: Job<'advance-campaign'> = ({ campaignId }, { db, signal }) => advanceCampaign(db, campaignId, { signal });
