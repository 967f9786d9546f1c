import { http } from '@/lib/gate/http';
import { endCampaignRepetition } from '@/lib/openapi/operations/campaigns';

export const POST = http(endCampaignRepetition);
