import { http } from '@/lib/gate/http';
import { answerCampaign } from '@/lib/openapi/operations/campaigns';

export const POST = http(answerCampaign);
