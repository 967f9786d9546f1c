import { z } from 'zod';
import { refuseWhileOff, webhookSubject, type WebhookFacts } from '@/lib/domain/webhook';
import type { DomainEvent } from '@/lib/domain/events';
import type { Refusal } from '@/lib/domain/refusal';
import { command } from '@/lib/gate/command';
import { lockWebhook, mayChange } from '../load-webhook';

/** Sends a test event. It goes the way of every other: through the audit log, to this endpoint alone. */
export const testWebhook = command({
  name: 'webhook.change',
  input: z.strictObject({ endpointId: z.uuid() }),
  load: (tx, { endpointId }) => lockWebhook(tx, endpointId),
  may: mayChange,
  decide: (webhook: WebhookFacts): { events: DomainEvent[] } | Refusal =>
    refuseWhileOff(webhook) ?? { events: [{ type: 'webhook.tested', subject: webhookSubject(webhook) }] },
  save: (_tx, { id }) => Promise.resolve({ id }),
});
