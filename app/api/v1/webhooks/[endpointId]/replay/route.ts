import { http } from '@/lib/gate/http';
import { replayWebhookDeliveries } from '@/lib/openapi/operations/webhooks';

export const POST = http(replayWebhookDeliveries);
