import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWorkerProcess } from '../support/app';
import { WebhookReceiver } from '../support/webhook-receiver';
import { webhookEnv, WebhookWorld } from '../support/webhook-world';

let webhooks: WebhookWorld;
let receiver: WebhookReceiver;
beforeAll(async () => {
  webhooks = await WebhookWorld.create();
  receiver = await WebhookReceiver.open();
  // A worker lives in the time of its database.
  vi.useRealTimers();
});
afterAll(async () => {
  await receiver.close();
  await webhooks.close();
});

const startWorker = () => startWorkerProcess({ databaseUrl: webhooks.world.database.url, env: webhookEnv });
const patience = { timeout: 30_000, interval: 20 };
const delivered = () => webhooks.world.db.prisma.webhookDelivery.count({ where: { state: 'delivered' } });

it('a worker that is killed between sending and marking leaves a message that arrives again under the same id', async () => {
  const worker = await startWorker();
  let killed: Promise<void> | undefined;
  receiver.answer = () => {
    killed ??= worker.kill();
  };
  const { secret } = await webhooks.listen(receiver.url);
  const [eventId] = await webhooks.happen();
  await expect.poll(() => receiver.ids, patience).toEqual([eventId]);
  await killed;
  expect(await delivered()).toBe(0);
  expect(await webhooks.world.db.prisma.webhookAttempt.count()).toBe(0);

  receiver.answer = (response) => response.writeHead(200).end();
  // While it could still be under way nobody else sends it; a minute later it counts as abandoned.
  await webhooks.deliver();
  expect(receiver.ids).toEqual([eventId]);
  await webhooks.deliver({ clock: () => new Date(Date.now() + 61_000) });
  expect(receiver.ids).toEqual([eventId, eventId]);
  expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  expect(() => receiver.verified(secret)).not.toThrow();
  expect(await delivered()).toBe(1);
}, 60_000);

it('two workers send everything once, as it happens', async () => {
  receiver.answer = (response) => response.writeHead(200).end();
  receiver.received.length = 0;
  const workers = await Promise.all([startWorker(), startWorker()]);
  const ids = (await Promise.all(Array.from({ length: 5 }, () => webhooks.happen(4)))).flat();
  await expect.poll(delivered, patience).toBe(21);
  expect(receiver.ids.toSorted()).toEqual(ids.toSorted());
  await Promise.all(workers.map(({ stop }) => stop()));
  for (const worker of workers) expect(worker.output()).toBe('');
}, 60_000);
