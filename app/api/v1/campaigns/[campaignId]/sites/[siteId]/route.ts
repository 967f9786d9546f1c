import { http } from '@/lib/gate/http';
import { getCampaignItem } from '@/lib/openapi/operations/campaigns';

export const GET = http(getCampaignItem);
