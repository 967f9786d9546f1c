import { http } from '@/lib/gate/http';
import { listCampaignItems } from '@/lib/openapi/operations/campaigns';

export const GET = http(listCampaignItems);
