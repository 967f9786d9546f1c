'use server';

import { act } from '@/lib/gate/action';
import { createWebhook as create } from '@/lib/webhooks/commands/create-webhook';
import { removeWebhook as remove } from '@/lib/webhooks/commands/remove-webhook';
import { replayWebhookDeliveries as replayMany } from '@/lib/webhooks/commands/replay-webhook-deliveries';
import { replayWebhookDelivery as replayOne } from '@/lib/webhooks/commands/replay-webhook-delivery';
import { rotateWebhookSecret as rotate } from '@/lib/webhooks/commands/rotate-webhook-secret';
import { testWebhook as test } from '@/lib/webhooks/commands/test-webhook';
import { updateWebhook as update } from '@/lib/webhooks/commands/update-webhook';
import { revealSecret } from '@/lib/webhooks/secret';

/** Adds an endpoint; the answer is the only time that its secret is shown. */
export async function createWebhook(input: unknown) {
  const result = await act(create, input);
  return result.ok ? { ...result, answer: revealSecret(result.answer) } : result;
}

/** Makes another secret; the answer is the only time that it is shown. */
export async function rotateSecret(input: unknown) {
  const result = await act(rotate, input);
  return result.ok ? { ...result, answer: revealSecret(result.answer) } : result;
}

/** Changes an endpoint, switches it off or on. */
export async function updateWebhook(input: unknown) {
  return act(update, input);
}

/** Removes an endpoint with its log. */
export async function removeWebhook(input: unknown) {
  return act(remove, input);
}

/** Sends a test event. */
export async function testWebhook(input: unknown) {
  return act(test, input);
}

/** Sends one message again. */
export async function replayDelivery(input: unknown) {
  return act(replayOne, input);
}

/** Sends again what failed or was missed since then. */
export async function replaySince(input: unknown) {
  return act(replayMany, input);
}
