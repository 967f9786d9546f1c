import { http } from '@/lib/gate/http';
import { cancelCampaign } from '@/lib/openapi/operations/campaigns';

export const POST = http(cancelCampaign);
