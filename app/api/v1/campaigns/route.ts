import { http } from '@/lib/gate/http';
import { listCampaigns, startCampaign } from '@/lib/openapi/operations/campaigns';

export const GET = http(listCampaigns);
export const POST = http(startCampaign);
