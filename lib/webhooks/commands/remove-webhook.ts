import { z } from 'zod';
import { hostOf, webhookSubject, type WebhookFacts } from '@/lib/domain/webhook';
import type { DomainEvent } from '@/lib/domain/events';
import { command } from '@/lib/gate/command';
import { lockWebhook, mayChange } from '../load-webhook';
import { deleteEndpoint } from '../write';

/** Removes an endpoint with its log. What waits to be sent to it is not sent. */
export const removeWebhook = command({
  name: 'webhook.change',
  input: z.strictObject({ endpointId: z.uuid() }),
  load: (tx, { endpointId }) => lockWebhook(tx, endpointId),
  may: mayChange,
  decide: (webhook: WebhookFacts): { events: DomainEvent[] } => ({
    events: [{ type: 'webhook.removed', subject: webhookSubject(webhook), data: { host: hostOf(webhook.url) } }],
  }),
  save: async (tx, { id }) => {
    await deleteEndpoint(tx, id);
    return { id };
  },
});
