import { http } from '@/lib/gate/http';
import { rotateWebhookSecret } from '@/lib/openapi/operations/webhooks';

export const POST = http(rotateWebhookSecret);
