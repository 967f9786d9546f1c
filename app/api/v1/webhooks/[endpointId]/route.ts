import { http } from '@/lib/gate/http';
import { removeWebhook, updateWebhook } from '@/lib/openapi/operations/webhooks';

export const PATCH = http(updateWebhook);
export const DELETE = http(removeWebhook);
