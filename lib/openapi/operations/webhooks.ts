import { z } from 'zod';
import type { Operation } from '@/lib/gate/http';
import { createWebhook as create } from '@/lib/webhooks/commands/create-webhook';
import { removeWebhook as remove } from '@/lib/webhooks/commands/remove-webhook';
import { replayWebhookDeliveries as replayMany } from '@/lib/webhooks/commands/replay-webhook-deliveries';
import { replayWebhookDelivery as replayOne } from '@/lib/webhooks/commands/replay-webhook-delivery';
import { rotateWebhookSecret as rotate } from '@/lib/webhooks/commands/rotate-webhook-secret';
import { testWebhook as test } from '@/lib/webhooks/commands/test-webhook';
import { updateWebhook as update } from '@/lib/webhooks/commands/update-webhook';
import { listWebhookDeliveries as listDeliveries } from '@/lib/webhooks/list-webhook-deliveries';
import { listWebhooks as list } from '@/lib/webhooks/list-webhooks';
import { revealSecret } from '@/lib/webhooks/secret';
import { deliveryListShape, webhookListShape, webhookShape } from '@/lib/webhooks/webhook-shape';
import { changes, reads } from '../operation';

const tag = 'Webhooks';
const only = z.object({ id: z.uuid() });
const kept = webhookShape.pick({ id: true, url: true, description: true, eventTypes: true, revision: true });
const secret = { secretVersion: z.int(), secret: z.string() };

/** What is kept of an answer for its Idempotency-Key is without the secret, which is derived anew each time. */
function revealing(operation: Operation): Operation {
  return { ...operation, run: async (call) => revealSecret((await operation.run(call)) as { id: string; secretVersion: number }) };
}

export const listWebhooks = reads({ id: 'listWebhooks', method: 'GET', path: '/webhooks', tag, summary: 'List the webhook endpoints' }, list, webhookListShape);
export const createWebhook = revealing(
  changes({ id: 'createWebhook', method: 'POST', path: '/webhooks', tag, summary: 'Add an endpoint; the answer shows its signing secret', status: 201 }, create, kept.extend(secret)),
);
export const updateWebhook = changes(
  { id: 'updateWebhook', method: 'PATCH', path: '/webhooks/{endpointId}', tag, summary: 'Change an endpoint, switch it off or on' },
  update,
  kept.extend({ isOn: z.boolean() }),
);
export const removeWebhook = changes({ id: 'removeWebhook', method: 'DELETE', path: '/webhooks/{endpointId}', tag, summary: 'Remove an endpoint with its log' }, remove, only);
export const rotateWebhookSecret = revealing(
  changes(
    { id: 'rotateWebhookSecret', method: 'POST', path: '/webhooks/{endpointId}/rotate-secret', tag, summary: 'Make another signing secret; for a day the one before signs as well' },
    rotate,
    only.extend({ ...secret, formerSignsUntil: z.iso.datetime(), revision: z.int() }),
  ),
);
export const testWebhook = changes({ id: 'testWebhook', method: 'POST', path: '/webhooks/{endpointId}/test', tag, summary: 'Send a test event to an endpoint' }, test, only);
export const listWebhookDeliveries = reads(
  { id: 'listWebhookDeliveries', method: 'GET', path: '/webhooks/{endpointId}/deliveries', tag, summary: 'List the deliveries of an endpoint with their attempts' },
  listDeliveries,
  deliveryListShape,
);
export const replayWebhookDelivery = changes(
  { id: 'replayWebhookDelivery', method: 'POST', path: '/webhooks/{endpointId}/deliveries/{deliveryId}/replay', tag, summary: 'Send a message again' },
  replayOne,
  only,
);
export const replayWebhookDeliveries = changes(
  { id: 'replayWebhookDeliveries', method: 'POST', path: '/webhooks/{endpointId}/replay', tag, summary: 'Send again what failed or was missed since an instant' },
  replayMany,
  only.extend({ failed: z.int(), missed: z.int() }),
);
