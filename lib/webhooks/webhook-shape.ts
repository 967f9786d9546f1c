import { z } from 'zod';
import { deliveryStates } from '@/lib/domain/webhook';

const at = z.iso.datetime();

export const webhookShape = z.object({
  id: z.uuid(),
  /** Those who may not change it see the host alone: the rest may be a key. */
  url: z.string(),
  description: z.string(),
  /** Events or families of events; empty means all. */
  eventTypes: z.array(z.string()),
  isOn: z.boolean(),
  /** Why it is off. */
  disabledReason: z.string().nullable(),
  disabledAt: at.nullable(),
  /** Since when nothing has arrived any more. */
  failingSince: at.nullable(),
  /** Until when the secret before the last rotation signs as well. */
  formerSignsUntil: at.nullable(),
  createdBy: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: at,
  lastDeliveredAt: at.nullable(),
  /** What became of the messages of the last seven days. */
  week: z.object({ delivered: z.int(), failed: z.int(), waiting: z.int() }),
  revision: z.int(),
});
export type WebhookView = z.infer<typeof webhookShape>;
export const webhookListShape = z.object({ items: z.array(webhookShape), next: z.null() });

export const deliveryShape = z.object({
  id: z.uuid(),
  /** The message’s id, the same in every attempt: the audit event’s. */
  messageId: z.uuid(),
  type: z.string(),
  site: z.object({ id: z.uuid(), slug: z.string(), title: z.string() }).nullable(),
  state: z.enum(deliveryStates),
  happenedAt: at,
  deliveredAt: at.nullable(),
  nextAttemptAt: at.nullable(),
  /** Newest first, the twenty last. */
  attempts: z.array(z.object({ at, status: z.int().nullable(), error: z.string().nullable(), durationMs: z.int() })),
});
export type DeliveryView = z.infer<typeof deliveryShape>;
export const deliveryListShape = z.object({ items: z.array(deliveryShape), next: z.string().nullable() });
