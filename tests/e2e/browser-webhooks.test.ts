import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings, frameFindings } from '../support/a11y';
import { startWorkerProcess, type TestWorker } from '../support/app';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';
import { WebhookReceiver } from '../support/webhook-receiver';
import { webhookEnv } from '../support/webhook-world';

let demo: DemoConsole;
let receiver: WebhookReceiver;
let worker: TestWorker;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  demo = await openDemoConsole(webhookEnv);
  worker = await startWorkerProcess({ databaseUrl: demo.database.url, env: webhookEnv });
});
afterAll(async () => {
  await worker.stop();
  await demo.close();
  await receiver.close();
});

it('an admin adds an endpoint, sees what was delivered to it, and sends it again', async () => {
  const page = await demo.as('admin');
  await visit(page, '/settings/webhooks');
  await page.getByText('No endpoint yet').waitFor();
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a webhook endpoint' });
  await dialog.getByRole('textbox', { name: /^Address/ }).fill('https://169.254.169.254/latest');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Team channel');
  await dialog.getByRole('button', { name: 'Add the endpoint' }).click();
  await dialog.getByText('private or reserved network').first().waitFor();
  await dialog.getByRole('textbox', { name: /^Address/ }).fill(receiver.url);
  await dialog.getByRole('checkbox', { name: 'Requests' }).check();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add the endpoint' }).click();
  await dialog.getByText('Copy the signing secret now').waitFor();
  const secret = await dialog.getByText(/^whsec_/).innerText();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  await page.getByRole('button', { name: 'Actions for Team channel' }).click();
  await page.getByRole('menuitem', { name: 'Send a test event' }).click();
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
  expect(receiver.verified(secret)).toMatchObject({ type: 'webhook.tested' });

  await page.getByRole('link', { name: 'Team channel' }).click();
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
  const row = page.getByRole('row', { name: /webhook\.tested/ });
  // The page shows what is true when it is read; the worker may mark a moment later than the receiver hears.
  await expect.poll(async () => (await page.reload(), row.getByText('Delivered').count()), { timeout: 20_000 }).toBe(1);
  await row.getByText('1 attempt. It answered 204.').waitFor();
  await page.getByRole('button', { name: 'Send again: webhook.tested' }).click();
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(2);
  expect(receiver.ids[1]).toBe(receiver.ids[0]);
  expect(() => receiver.verified(secret)).not.toThrow();
  expect([...(await axeFindings(page)), ...(await frameFindings(page))]).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
  expect([...(await axeFindings(page)), ...(await frameFindings(page))]).toEqual([]);
});
