import { http } from '@/lib/gate/http';
import { testWebhook } from '@/lib/openapi/operations/webhooks';

export const POST = http(testWebhook);
