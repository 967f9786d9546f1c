import { subDays } from 'date-fns';
import { z } from 'zod';
import { deliveryLogDays, refuseWhileOff, replayLimit, webhookSubject, type WebhookFacts } from '@/lib/domain/webhook';
import type { DomainEvent } from '@/lib/domain/events';
import { refuse, refuseField, type Refusal } from '@/lib/domain/refusal';
import { instant } from '@/lib/domain/text';
import type { Context } from '@/lib/gate/command';
import { command } from '@/lib/gate/command';
import { lockWebhook, mayChange } from '../load-webhook';
import { insertDeliveries, listMissedEvents, replayDeliveries } from '../write';

type Loaded = { webhook: WebhookFacts; failed: string[]; missed: bigint[] };

/** Sends again what failed since an instant, and what happened since then while the endpoint was off. */
export const replayWebhookDeliveries = command({
  name: 'webhook.change',
  input: z.strictObject({ endpointId: z.uuid(), since: instant }),
  load: async (tx, { endpointId, since }, { now }): Promise<Loaded | null> => {
    const webhook = await lockWebhook(tx, endpointId);
    if (webhook === null) return null;
    const from = new Date(Math.max(since.getTime(), subDays(now, deliveryLogDays).getTime()));
    const failed = await tx.$queryRaw<{ id: string }[]>`
      SELECT d.id FROM webhook_delivery d JOIN audit_event e ON e.seq = d.event_seq
       WHERE d.endpoint_id = ${endpointId}::uuid AND d.state = 'failed' AND e.at >= ${from} LIMIT ${replayLimit + 1}`;
    return { webhook, failed: failed.map(({ id }) => id), missed: await listMissedEvents(tx, endpointId, from, replayLimit + 1) };
  },
  may: mayChange,
  decide: ({ webhook, failed, missed }: Loaded, { since }: { since: Date }, { now }: Context): { events: DomainEvent[] } | Refusal => {
    const count = failed.length + missed.length;
    if (since < subDays(now, deliveryLogDays)) return refuseField('since', `The log goes back ${deliveryLogDays} days. Choose a later day.`);
    if (count > replayLimit) return refuseField('since', `That would be more than ${replayLimit.toLocaleString('en-US')} messages. Choose a later instant.`);
    if (count === 0) return refuse('rule', 'Nothing failed or was missed since then.');
    return refuseWhileOff(webhook) ?? { events: [{ type: 'webhook.replayed', subject: webhookSubject(webhook), data: { since: since.toISOString(), failed: failed.length, missed: missed.length } }] };
  },
  save: async (tx, { webhook, failed, missed }, _outcome, { now }) => {
    await replayDeliveries(tx, failed, now);
    await insertDeliveries(tx, webhook.id, missed, now);
    return { id: webhook.id, failed: failed.length, missed: missed.length };
  },
});
