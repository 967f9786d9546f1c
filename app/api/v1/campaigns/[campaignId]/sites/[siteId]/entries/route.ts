import { http } from '@/lib/gate/http';
import { listCampaignEntries } from '@/lib/openapi/operations/campaigns';

export const GET = http(listCampaignEntries);
