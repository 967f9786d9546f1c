import { http } from '@/lib/gate/http';
import { closeCampaign } from '@/lib/openapi/operations/campaigns';

export const POST = http(closeCampaign);
