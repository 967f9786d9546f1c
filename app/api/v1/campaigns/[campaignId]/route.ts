import { http } from '@/lib/gate/http';
import { getCampaign } from '@/lib/openapi/operations/campaigns';

export const GET = http(getCampaign);
