import { http } from '@/lib/gate/http';
import { createWebhook, listWebhooks } from '@/lib/openapi/operations/webhooks';

export const GET = http(listWebhooks);
export const POST = http(createWebhook);
