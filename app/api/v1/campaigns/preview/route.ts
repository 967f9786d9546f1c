import { http } from '@/lib/gate/http';
import { previewCampaign } from '@/lib/openapi/operations/campaigns';

export const GET = http(previewCampaign);
