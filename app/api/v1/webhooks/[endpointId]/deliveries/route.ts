import { http } from '@/lib/gate/http';
import { listWebhookDeliveries } from '@/lib/openapi/operations/webhooks';

export const GET = http(listWebhookDeliveries);
