import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhook } from '@/lib/webhooks/commands/create-webhook';
import { removeWebhook } from '@/lib/webhooks/commands/remove-webhook';
import { replayWebhookDeliveries } from '@/lib/webhooks/commands/replay-webhook-deliveries';
import { replayWebhookDelivery } from '@/lib/webhooks/commands/replay-webhook-delivery';
import { rotateWebhookSecret } from '@/lib/webhooks/commands/rotate-webhook-secret';
import { testWebhook } from '@/lib/webhooks/commands/test-webhook';
import { updateWebhook } from '@/lib/webhooks/commands/update-webhook';
import { listWebhookDeliveries } from '@/lib/webhooks/list-webhook-deliveries';
import { getWebhook, listWebhooks } from '@/lib/webhooks/list-webhooks';
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
const jobs = async (): Promise<string[]> => (await world.superuser.query<{ key: string }>(`SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'deliver%'`)).rows.map(({ key }) => key);
const later = (hours: number) => vi.setSystemTime(Date.now() + hours * 60 * 60 * 1000);
const nowOf = () => ({ now: new Date() });

describe('an event', () => {
  it('arrives once, signed, under the id that the audit log gave it', async () => {
    const { id, secret } = await webhooks.listen(receiver.url);
    const [eventId] = await webhooks.happen();
    await webhooks.deliver();
    await webhooks.deliver();
    expect(receiver.ids).toEqual([eventId]);
    expect(receiver.verified(secret)).toMatchObject({
      type: 'site.legal_hold_set',
      timestamp: now.toISOString(),
      data: { actor: { kind: 'person', name: 'Ada' }, site: { title: 'CRM Notes' }, reason: 'A dispute.' },
    });
    expect(receiver.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Siteward-Webhooks/1' });
    expect(await logOf(id)).toMatchObject([{ messageId: eventId, state: 'delivered', attempts: [{ status: 204, error: null }] }]);
    expect((await world.read(listWebhooks, {}, 'ada')).items).toMatchObject([{ id, week: { delivered: 1, failed: 0, waiting: 0 }, lastDeliveredAt: now.toISOString() }]);
  });

  it('of another kind, from before, or of the webhooks themselves does not', async () => {
    await webhooks.happen();
    await webhooks.listen(receiver.url, ['request.*', 'site.renewed']);
    const all = await WebhookReceiver.open();
    await webhooks.listen(all.url, []);
    const [eventId] = await webhooks.happen();
    await webhooks.deliver();
    expect(receiver.ids).toEqual([]);
    expect(all.ids).toEqual([eventId]);
    await all.close();
  });

  it('asks for its delivery in its own transaction where somebody listens, and costs nothing where nobody does', async () => {
    await webhooks.happen(3);
    expect(await jobs()).toEqual([]);
    const { id } = await webhooks.listen(receiver.url);
    await webhooks.happen(3);
    expect(await jobs()).toEqual(['deliver-webhooks all']);
    await world.run(updateWebhook, { endpointId: id, isOn: false }, 'ada');
    await world.superuser.query('DELETE FROM graphile_worker._private_jobs');
    await webhooks.happen(3);
    expect(await jobs()).toEqual([]);
  });

  it('is sent once by two who deliver at the same time', async () => {
    const { id } = await webhooks.listen(receiver.url);
    const ids = await webhooks.happen(20);
    await Promise.all([webhooks.deliver(), webhooks.deliver(), webhooks.deliver()]);
    expect(receiver.ids.toSorted()).toEqual(ids.toSorted());
    expect(await world.db.prisma.webhookDelivery.count({ where: { endpointId: id, state: 'delivered' } })).toBe(20);
  });
});

describe('an endpoint that', () => {
  it.each<[string, WebhookReceiver['answer'], number | null, RegExp]>([
    ['answers 500', (response) => response.writeHead(500).end('secret inside'), 500, /answered 500/],
    ['sends elsewhere', (response) => response.writeHead(302, { location: '/elsewhere' }).end(), 302, /not followed/],
    ['closes the connection', (response) => response.destroy(), null, /closed the connection/],
    ['hangs', () => undefined, null, /no answer in time/],
  ])('%s is tried again under the same id, ten times in 24 hours, then switched off', async (_what, answer, status, error) => {
    receiver.answer = answer;
    const { id, secret } = await webhooks.listen(receiver.url);
    const [eventId] = await webhooks.happen();
    do await webhooks.deliver();
    while (await webhooks.moveToNextAttempt());
    expect(receiver.ids).toEqual(Array.from({ length: 10 }, () => eventId));
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ at }) => at.getTime())).size).toBe(10);
    expect(() => receiver.verified(secret)).not.toThrow();
    const log = await logOf(id);
    expect(log).toMatchObject([{ state: 'failed', nextAttemptAt: null }]);
    for (const attempt of log[0]?.attempts ?? []) expect(attempt).toMatchObject({ status, error: expect.stringMatching(error) });
    expect(Date.now() - now.getTime()).toBeGreaterThanOrEqual(24 * 60 * 60 * 1000);

    expect(await world.read(getWebhook, { endpointId: id }, 'ada')).toMatchObject({ isOn: false, disabledReason: 'Nothing has arrived for 24 hours.', week: { failed: 1 } });
    const event = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { type: 'webhook.disabled' }, orderBy: { seq: 'desc' } });
    expect(event.body).toContain(id);
    const told = await world.db.prisma.notification.findMany({ where: { occasion: { startsWith: `webhook_disabled ${id}` } } });
    expect(told).toMatchObject([{ personId: world.id('ada'), kind: 'alert' }]);
  });

  it('stays on while anything arrives, also when one message never does', async () => {
    const { id } = await webhooks.listen(receiver.url);
    const [bad] = await webhooks.happen();
    receiver.answer = (response, received) => response.writeHead(received.id === bad ? 500 : 200).end();
    for (let each = 0; each < 9; each += 1) {
      await webhooks.deliver();
      await webhooks.happen();
      await webhooks.deliver();
      await webhooks.moveToNextAttempt();
    }
    await webhooks.deliver();
    expect((await logOf(id)).filter(({ state }) => state === 'failed').map(({ messageId }) => messageId)).toEqual([bad]);
    expect(await world.read(getWebhook, { endpointId: id }, 'ada')).toMatchObject({ isOn: true });
  });

  it('answers 410 is switched off at once', async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    const { id } = await webhooks.listen(receiver.url);
    await webhooks.happen(6);
    await webhooks.deliver();
    expect(await world.read(getWebhook, { endpointId: id }, 'ada')).toMatchObject({ isOn: false, disabledReason: expect.stringContaining('410') });
    expect(new Set((await logOf(id)).map(({ state }) => state))).toEqual(new Set(['failed']));
    expect(receiver.ids.length).toBeLessThanOrEqual(4);
  });

  it('hangs holds up nobody else, and is asked once in a while', async () => {
    receiver.answer = () => undefined;
    const quick = await WebhookReceiver.open();
    await webhooks.listen(receiver.url);
    await webhooks.listen(quick.url);
    const ids = await webhooks.happen(8);
    await webhooks.deliver();
    expect(quick.ids.toSorted()).toEqual(ids.toSorted());
    const asked = receiver.ids.length;
    expect(asked).toBeLessThanOrEqual(4);
    await webhooks.deliver();
    expect(receiver.ids).toHaveLength(asked);
    receiver.answer = (response) => response.writeHead(200).end();
    later(1);
    await webhooks.deliver();
    expect([...new Set(receiver.ids)].toSorted()).toEqual(ids.toSorted());
    await quick.close();
  });

  it('asks for time gets it', async () => {
    receiver.answer = (response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    const { id } = await webhooks.listen(receiver.url);
    await webhooks.happen();
    await webhooks.deliver();
    expect((await logOf(id))[0]?.nextAttemptAt).toBe(new Date(now.getTime() + 3_600_000).toISOString());
  });

  it('answers without an end counts by its status, and no more than a little is read', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(4096)));
      };
      response.on('drain', pour);
      pour();
    };
    const { id } = await webhooks.listen(receiver.url);
    await webhooks.happen();
    await webhooks.deliver();
    expect(await logOf(id)).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }]);
  });
});

describe('the address', () => {
  it('is checked at each sending: what was allowed may be so no more', async () => {
    const { id } = await webhooks.listen(receiver.url);
    await webhooks.happen();
    await webhooks.deliver({ allow: [] });
    expect(receiver.ids).toEqual([]);
    expect(await logOf(id)).toMatchObject([{ state: 'waiting', attempts: [{ status: null, error: expect.stringContaining('WEBHOOK_ALLOW_PRIVATE') }] }]);
  });

  it('is looked up once for each attempt, and the connection goes to what was checked', async () => {
    const { id } = await webhooks.listen(receiver.url);
    await world.superuser.query('UPDATE webhook_endpoint SET url = $1 WHERE id = $2', [`http://rebound.invalid:${receiver.port}/hooks`, id]);
    const asked: string[] = [];
    const resolve = (host: string) => {
      asked.push(host);
      return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
    };
    await webhooks.happen();
    await webhooks.deliver({ resolve });
    expect(asked).toEqual(['rebound.invalid']);
    expect(receiver.received[0]?.headers.host).toBe(`rebound.invalid:${receiver.port}`);
    await webhooks.happen();
    await webhooks.deliver({ resolve });
    expect(receiver.ids).toHaveLength(1);
    expect((await logOf(id))[0]).toMatchObject({ state: 'waiting', attempts: [{ error: expect.stringContaining('WEBHOOK_ALLOW_PRIVATE') }] });
  });

  it.each(['http://10.0.0.1/', 'https://169.254.169.254/', 'https://[::1]/', 'https://0x7f000001.example.invalid/', 'http://1.1.1.1/'])('%s is refused when it is saved', async (url) => {
    expect(await problemOf(world.run(createWebhook, { url }, 'ada'))).toMatchObject({ kind: 'rule', errors: [{ path: 'url' }] });
    const { id: endpointId } = await webhooks.listen(receiver.url);
    expect(await kindOf(world.run(updateWebhook, { endpointId, url }, 'ada'))).toBe('rule');
  });
});

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
