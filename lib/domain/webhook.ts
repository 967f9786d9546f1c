import { addHours, addMilliseconds, subHours } from 'date-fns';
import { z } from 'zod';
import { eventTypes, type DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';

/** Endpoints that a workspace may have: each is served at the same time. */
const endpointLimit = 20;
/** Days that the log of deliveries goes back, and so does sending again. */
export const deliveryLogDays = 30;
/** Deliveries that one replay sends at most. */
export const replayLimit = 10_000;
/** Hours for which the secret before signs as well. */
export const rotationHours = 24;
/** Hours without any success after which an endpoint is switched off. */
const lastingFailureHours = 24;

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What an endpoint can listen to. What concerns the webhooks themselves stays in the house. */
const types = Object.keys(eventTypes).filter((type) => !type.startsWith('webhook.'));
/** Whole families of events: `site.*` stands for all of its kind, also for those of later versions. */
export const eventFamilies = [...new Set(types.map((type) => `${type.split('.')[0]}.*`))];
const known = new Set([...types, ...eventFamilies]);

export const eventFilter = z
  .array(z.string().refine((each) => known.has(each), 'There is no such event. Name one as the audit log does, or a family such as site.*.'))
  .max(100, 'At most 100. Name families instead.')
  .transform((each) => [...new Set(each)].sort());

const minute = 60;
const hour = 60 * minute;
/** When a message is tried, in seconds after the first attempt: ten times in 24 hours, ever more seldom. */
const attemptsAt = [0, 5, minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 17 * hour, 24 * hour];

/**
 * When to try again after so many failed attempts; null: never, the delivery has failed. `chance` (0 to 1) lengthens the
 * wait by up to a tenth, so that what failed together doesn't come back together. A receiver may ask for more time.
 */
export function nextAttemptAt(tries: number, now: Date, chance: number, retryAfterSeconds: number | null = null): Date | null {
  const next = attemptsAt[tries];
  const last = attemptsAt[tries - 1];
  if (next === undefined || last === undefined) return null;
  const waitMs = Math.max((next - last) * 1000 * (1 + chance / 10), Math.min(retryAfterSeconds ?? 0, 24 * hour) * 1000);
  return addMilliseconds(now, Math.round(waitMs));
}

/** Why an endpoint is switched off after a failed attempt, in words for its owner; null: it stays on. */
export function reasonToDisable(status: number | null, failingSince: Date, now: Date): string | null {
  if (status === 410) return 'It answered 410 Gone: it wants no more messages.';
  return failingSince <= subHours(now, lastingFailureHours) ? `Nothing has arrived for ${lastingFailureHours} hours.` : null;
}

/** Until when the secret before signs as well; null when it doesn’t any more. */
export function formerSecretUntil(rotatedAt: Date | null, now: Date): Date | null {
  const until = rotatedAt === null ? null : addHours(rotatedAt, rotationHours);
  return until !== null && until > now ? until : null;
}

export type WebhookFacts = {
  id: string;
  url: string;
  description: string;
  eventTypes: string[];
  secretVersion: number;
  disabledAt: Date | null;
  disabledReason: string | null;
  revision: number;
};
/** What was found out about an address; null: a message may go there. */
export type AddressProblem = string | null;

/** What the audit log calls an endpoint. An address may hold a key, so the log names the host alone. */
export function webhookSubject({ id, url, description }: Pick<WebhookFacts, 'id' | 'url' | 'description'>): NonNullable<DomainEvent['subject']> {
  return { kind: 'webhook', id, name: description === '' ? hostOf(url) : description };
}

/** The host of an address, without path and query. */
export function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url;
}

type NewWebhook = Pick<WebhookFacts, 'id' | 'url' | 'description' | 'eventTypes'>;
type Outcome = { webhook: WebhookFacts; events: DomainEvent[] };

export function createWebhook({ count, problem }: { count: number; problem: AddressProblem }, input: NewWebhook): Outcome | Refusal {
  if (problem !== null) return refuseField('url', problem);
  if (count >= endpointLimit) return refuse('rule', `There are ${endpointLimit} endpoints already. Remove one first.`);
  const webhook = { ...input, secretVersion: 1, disabledAt: null, disabledReason: null, revision: 1 };
  return { webhook, events: [{ type: 'webhook.created', subject: webhookSubject(webhook), data: { host: hostOf(webhook.url), eventTypes: webhook.eventTypes } }] };
}

export type WebhookChange = { url?: string | undefined; description?: string | undefined; eventTypes?: string[] | undefined; isOn?: boolean | undefined; revision?: number | undefined };

export function changeWebhook(
  { webhook, problem }: { webhook: WebhookFacts; problem: AddressProblem },
  { revision, isOn = webhook.disabledAt === null, ...change }: WebhookChange,
  by: string,
  now: Date,
): Outcome | Refusal {
  const stale = refuseStale(webhook, revision);
  if (stale !== null) return stale;
  if (problem !== null) return refuseField('url', problem);
  const { url = webhook.url, description = webhook.description, eventTypes = webhook.eventTypes } = change;
  const off = webhook.disabledAt === null ? { disabledAt: now, disabledReason: `${by} switched it off.` } : webhook;
  const next: WebhookFacts = {
    ...webhook, url, description, eventTypes,
    disabledAt: isOn ? null : off.disabledAt,
    disabledReason: isOn ? null : off.disabledReason,
  };
  const changes = {
    // The rest of an address may be a key.
    ...(url !== webhook.url && { address: { before: `${hostOf(webhook.url)}/…`, after: `${hostOf(url)}/…` } }),
    ...(description !== webhook.description && { description: { before: webhook.description, after: description } }),
    ...(eventTypes.join() !== webhook.eventTypes.join() && { eventTypes: { before: webhook.eventTypes, after: eventTypes } }),
    ...(isOn !== (webhook.disabledAt === null) && { isOn: { before: !isOn, after: isOn } }),
  };
  if (Object.keys(changes).length === 0) return refuse('rule', 'Nothing would change.');
  return { webhook: next, events: [{ type: 'webhook.changed', subject: webhookSubject(next), changes }] };
}

export function rotateSecret(webhook: WebhookFacts, { revision }: { revision?: number | undefined }): Outcome | Refusal {
  const stale = refuseStale(webhook, revision);
  if (stale !== null) return stale;
  const next = { ...webhook, secretVersion: webhook.secretVersion + 1 };
  return { webhook: next, events: [{ type: 'webhook.changed', subject: webhookSubject(next), changes: { secretVersion: { before: webhook.secretVersion, after: next.secretVersion } } }] };
}

/** Nothing is sent to an endpoint that is off, whoever asks. */
export function refuseWhileOff({ disabledAt }: Pick<WebhookFacts, 'disabledAt'>): Refusal | null {
  return disabledAt === null ? null : refuse('conflict', 'This endpoint is switched off. Switch it on first.');
}

function refuseStale(webhook: WebhookFacts, revision: number | undefined): Refusal | null {
  return revision === undefined || revision === webhook.revision
    ? null
    : refuse('stale', 'Somebody else changed this endpoint a moment ago. Look again, then repeat.', { details: { revision: webhook.revision } });
}
