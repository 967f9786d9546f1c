import { http } from '@/lib/gate/http';
import { exportCampaign } from '@/lib/openapi/operations/campaigns';

export const GET = http(exportCampaign);
