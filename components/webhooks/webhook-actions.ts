import type { ActionResult } from '@/lib/gate/action';

export type WebhookValues = { url: string; description: string; eventTypes: string[] };
type Keyed = { endpointId: string };
export type NewSecret = { secret: string };

/** What an admin can do with endpoints. */
export type WebhookActions = {
  update: (input: Keyed & Partial<WebhookValues> & { isOn?: boolean; revision: number }) => Promise<ActionResult<unknown>>;
  rotate: (input: Keyed & { revision: number }) => Promise<ActionResult<NewSecret>>;
  remove: (input: Keyed) => Promise<ActionResult<unknown>>;
  test: (input: Keyed) => Promise<ActionResult<unknown>>;
};
export type CreateWebhookAction = (input: WebhookValues) => Promise<ActionResult<NewSecret>>;
export type ReplayActions = {
  replay: (input: Keyed & { deliveryId: string }) => Promise<ActionResult<unknown>>;
  replaySince: (input: Keyed & { since: string }) => Promise<ActionResult<{ failed: number; missed: number }>>;
};
