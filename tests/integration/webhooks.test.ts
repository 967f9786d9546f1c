import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhook } from '@/lib/webhooks/commands/create-webhook';
import { updateWebhook } from '@/lib/webhooks/commands/update-webhook';
import { listWebhookDeliveries } from '@/lib/webhooks/list-webhook-deliveries';
import { getWebhook, listWebhooks } from '@/lib/webhooks/list-webhooks';
import { WebhookReceiver } from '../support/webhook-receiver';
import { WebhookWorld } from '../support/webhook-world';
import { now, problemOf, type World } from '../support/world';

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
    for (const attempt of log[0]?.attempts ?? []) expect(attempt).toMatchObject({ status, error: expect.stringMatching(error) as string });
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
    expect(await world.read(getWebhook, { endpointId: id }, 'ada')).toMatchObject({ isOn: false, disabledReason: expect.stringContaining('410') as string });
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

  it('fails is tried again as soon as it is due, not at the next minute', async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    await webhooks.listen(receiver.url);
    await webhooks.happen();
    await webhooks.deliver();
    const { rows } = await world.superuser.query<{ run_at: Date }>(`SELECT run_at FROM graphile_worker._private_jobs WHERE key = 'deliver-webhooks soon'`);
    expect(rows.map(({ run_at }) => run_at.getTime() - now.getTime())).toEqual([5000]);
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
    expect(await logOf(id)).toMatchObject([{ state: 'waiting', attempts: [{ status: null, error: expect.stringContaining('WEBHOOK_ALLOW_PRIVATE') as string }] }]);
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
    expect((await logOf(id))[0]).toMatchObject({ state: 'waiting', attempts: [{ error: expect.stringContaining('WEBHOOK_ALLOW_PRIVATE') as string }] });
  });

  it.each(['http://10.0.0.1/', 'https://169.254.169.254/', 'https://[::1]/', 'https://0x7f000001.example.invalid/', 'http://1.1.1.1/'])('%s is refused when it is saved', async (url) => {
    expect(await problemOf(world.run(createWebhook, { url }, 'ada'))).toMatchObject({ kind: 'rule', errors: [{ path: 'url' }] });
    const { id: endpointId } = await webhooks.listen(receiver.url);
    expect(await kindOf(world.run(updateWebhook, { endpointId, url }, 'ada'))).toBe('rule');
  });
});
