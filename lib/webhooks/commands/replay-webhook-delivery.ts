import { z } from 'zod';
import { refuseWhileOff, webhookSubject, type WebhookFacts } from '@/lib/domain/webhook';
import type { DomainEvent } from '@/lib/domain/events';
import type { Refusal } from '@/lib/domain/refusal';
import { command } from '@/lib/gate/command';
import { lockWebhook, mayChange } from '../load-webhook';
import { replayDeliveries } from '../write';

/** Sends one message again, whatever became of it: under the same id, so that the receiver knows it. */
export const replayWebhookDelivery = command({
  name: 'webhook.change',
  input: z.strictObject({ endpointId: z.uuid(), deliveryId: z.uuid() }),
  load: async (tx, { endpointId, deliveryId }) => {
    const webhook = await lockWebhook(tx, endpointId);
    const delivery = await tx.webhookDelivery.findUnique({ where: { id: deliveryId, endpointId }, select: { id: true } });
    return webhook === null || delivery === null ? null : { webhook, delivery };
  },
  may: mayChange,
  decide: ({ webhook, delivery }: { webhook: WebhookFacts; delivery: { id: string } }): { events: DomainEvent[] } | Refusal =>
    refuseWhileOff(webhook) ?? { events: [{ type: 'webhook.replayed', subject: webhookSubject(webhook), data: { deliveryId: delivery.id } }] },
  save: async (tx, { delivery }, _outcome, { now }) => {
    await replayDeliveries(tx, [delivery.id], now);
    return { id: delivery.id };
  },
});
