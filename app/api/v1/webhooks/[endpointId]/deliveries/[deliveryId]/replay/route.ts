import { http } from '@/lib/gate/http';
import { replayWebhookDelivery } from '@/lib/openapi/operations/webhooks';

export const POST = http(replayWebhookDelivery);
