import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhook } from '@/lib/webhooks/commands/create-webhook';
import { removeWebhook } from '@/lib/webhooks/commands/remove-webhook';
import { replayWebhookDeliveries } from '@/lib/webhooks/commands/replay-webhook-deliveries';
import { replayWebhookDelivery } from '@/lib/webhooks/commands/replay-webhook-delivery';
import { rotateWebhookSecret } from '@/lib/webhooks/commands/rotate-webhook-secret';
import { testWebhook } from '@/lib/webhooks/commands/test-webhook';
import { updateWebhook } from '@/lib/webhooks/commands/update-webhook';
import { listWebhookDeliveries } from '@/lib/webhooks/list-webhook-deliveries';
import { listWebhooks } from '@/lib/webhooks/list-webhooks';
import { revealSecret } from '@/lib/webhooks/secret';
import { WebhookReceiver } from '../support/webhook-receiver';
import { WebhookWorld } from '../support/webhook-world';
import { now, problemOf, type Name, type World } from '../support/world';

let webhooks: WebhookWorld;
let world: World;
let receiver: WebhookReceiver;
beforeAll(async () => {
  webhooks = await WebhookWorld.create();
  world = webhooks.world;
});
afterAll(() => webhooks.close());
beforeEach(async () => {
  vi.setSystemTime(now);
  receiver = await WebhookReceiver.open();
});
afterEach(async () => {
  await receiver.close();
  await world.superuser.query('DELETE FROM webhook_endpoint; DELETE FROM graphile_worker._private_jobs');
});

const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const logOf = async (endpointId: string) => (await world.read(listWebhookDeliveries, { endpointId }, 'aude')).items;
const later = (hours: number) => vi.setSystemTime(Date.now() + hours * 60 * 60 * 1000);
const nowOf = () => ({ now: new Date() });

describe('while it is off', () => {
  it('nothing is sent, and nothing afterwards until somebody asks for it', async () => {
    // After everything that the other tests let happen.
    later(7 * 24);
    const since = new Date().toISOString();
    const { id: endpointId, secret } = await webhooks.listen(receiver.url);
    receiver.answer = (response) => response.writeHead(500).end();
    const [failed = ''] = await webhooks.happen();
    await webhooks.deliver();
    await world.run(updateWebhook, { endpointId, isOn: false }, 'ada', nowOf());
    receiver.answer = (response) => response.writeHead(200).end();
    const missed = await webhooks.happen(2);
    later(1);
    await webhooks.deliver();
    expect(await kindOf(world.run(testWebhook, { endpointId }, 'ada', nowOf()))).toBe('conflict');
    expect(await kindOf(world.run(replayWebhookDeliveries, { endpointId, since }, 'ada', nowOf()))).toBe('conflict');
    await world.run(updateWebhook, { endpointId, isOn: true }, 'ada', nowOf());
    const after = await webhooks.happen();
    await webhooks.deliver();
    expect(receiver.ids).toEqual([failed, ...after]);
    expect(await world.run(replayWebhookDeliveries, { endpointId, since }, 'ada', nowOf())).toMatchObject({ failed: 1, missed: 2 });
    await webhooks.deliver();
    expect(receiver.ids.slice(2).toSorted()).toEqual([failed, ...missed].toSorted());
    expect(() => receiver.verified(secret)).not.toThrow();
    expect(await kindOf(world.run(replayWebhookDeliveries, { endpointId, since }, 'ada', nowOf()))).toBe('rule');
    expect(await kindOf(world.run(replayWebhookDeliveries, { endpointId, since: '2026-01-01' }, 'ada', nowOf()))).toBe('rule');
  });

  it('one message is sent again under the same id, also one that arrived', async () => {
    const { id: endpointId } = await webhooks.listen(receiver.url);
    const [eventId] = await webhooks.happen();
    await webhooks.deliver();
    const [delivery] = await logOf(endpointId);
    await world.run(replayWebhookDelivery, { endpointId, deliveryId: delivery?.id ?? '' }, 'ada');
    await webhooks.deliver();
    expect(receiver.ids).toEqual([eventId, eventId]);
    expect((await logOf(endpointId))[0]?.attempts).toHaveLength(2);
  });
});

describe('the secret', () => {
  it('is stored nowhere, also not in the answer that is kept for an Idempotency-Key', async () => {
    const answer = await world.run(createWebhook, { url: receiver.url }, 'ada', { idempotencyKey: 'webhook' });
    const { secret } = revealSecret(answer);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { rows } = await world.superuser.query<{ kept: string }>(
      `SELECT concat((SELECT string_agg(e::text, '') FROM webhook_endpoint e), (SELECT string_agg(k::text, '') FROM idempotency_key k), (SELECT string_agg(body, '') FROM audit_event)) AS kept`,
    );
    expect(rows[0]?.kept).toContain('webhook.created');
    expect(rows[0]?.kept).not.toContain(secret.slice(6));
    expect(rows[0]?.kept).not.toContain('whsec');
  });

  it('is another after a rotation; for a day the one before signs as well', async () => {
    const { id: endpointId, secret: former } = await webhooks.listen(receiver.url);
    const { secret } = revealSecret(await world.run(rotateWebhookSecret, { endpointId }, 'ada'));
    expect(secret).not.toBe(former);
    await webhooks.happen();
    await webhooks.deliver();
    expect(() => receiver.verified(former)).not.toThrow();
    expect(() => receiver.verified(secret)).not.toThrow();
    later(24);
    await webhooks.happen();
    await webhooks.deliver();
    expect(() => receiver.verified(former)).toThrow('No matching signature');
    expect(() => receiver.verified(secret)).not.toThrow();
  });
});

it('a test event goes to the one endpoint that is tested, whatever it listens to', async () => {
  const other = await WebhookReceiver.open();
  await webhooks.listen(other.url, []);
  const { id: endpointId, secret } = await webhooks.listen(receiver.url, ['site.renewed']);
  await world.run(testWebhook, { endpointId }, 'ada');
  await webhooks.deliver();
  expect(receiver.verified(secret)).toMatchObject({ type: 'webhook.tested', data: { subject: { id: endpointId } } });
  expect(other.ids).toEqual([]);
  await other.close();
});

it('what was removed gets nothing more', async () => {
  const { id: endpointId } = await webhooks.listen(receiver.url);
  await webhooks.happen();
  await world.run(removeWebhook, { endpointId }, 'ada');
  await webhooks.deliver();
  expect(receiver.ids).toEqual([]);
});

it('the log goes back 30 days', async () => {
  const { id } = await webhooks.listen(receiver.url);
  await webhooks.happen();
  await webhooks.deliver();
  later(24 * 32);
  await webhooks.deliver();
  expect(await logOf(id)).toEqual([]);
});

it.each(['rita', 'aude', 'olga'] as Name[])('all of this is forbidden to %s', async (by) => {
  const { id: endpointId } = await webhooks.listen(receiver.url);
  await webhooks.happen();
  await webhooks.deliver();
  const [delivery] = await logOf(endpointId);
  const since = now.toISOString();
  expect(await kindOf(world.run(createWebhook, { url: receiver.url }, by))).toBe('forbidden');
  expect(await kindOf(world.run(updateWebhook, { endpointId, isOn: false }, by))).toBe('forbidden');
  expect(await kindOf(world.run(removeWebhook, { endpointId }, by))).toBe('forbidden');
  expect(await kindOf(world.run(rotateWebhookSecret, { endpointId }, by))).toBe('forbidden');
  expect(await kindOf(world.run(testWebhook, { endpointId }, by))).toBe('forbidden');
  expect(await kindOf(world.run(replayWebhookDelivery, { endpointId, deliveryId: delivery?.id ?? '' }, by))).toBe('forbidden');
  expect(await kindOf(world.run(replayWebhookDeliveries, { endpointId, since }, by))).toBe('forbidden');
  if (by === 'aude') expect((await world.read(listWebhooks, {}, by)).items[0]?.url).toBe(`http://127.0.0.1:${receiver.port}/…`);
  else expect(await kindOf(world.read(listWebhooks, {}, by))).toBe('forbidden');
});
