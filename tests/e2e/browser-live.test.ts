import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const stream = '/api/v1/sites/changes';

/** Opens a list and waits until its changes are listened to. */
async function watch(page: Page, path: string): Promise<void> {
  const listening = page.waitForResponse((response) => response.url().includes(stream) && response.ok());
  await visit(page, path);
  await listening;
}

/** Changes a Site in the name of whoever is signed in on the page, past what it shows. */
async function change(page: Page, slug: string, fields: object): Promise<void> {
  const { id } = (await (await page.request.get(`/api/v1/sites/${slug}`)).json()) as { id: string };
  const answer = await page.request.patch(`/api/v1/sites/${id}`, { data: fields, headers: { origin: demo.url } });
  expect(answer.status(), await answer.text()).toBe(200);
}

describe('two browsers', () => {
  it('see each other’s changes without being asked to', async () => {
    const [admin, owner] = [await demo.as('admin'), await demo.as('owner')];
    await watch(admin, '/sites?view=all&q=pipeline-radar');
    await watch(owner, '/sites?view=all&q=pipeline-radar');
    await change(owner, 'pipeline-radar', { title: 'Seen from the owner' });
    await admin.getByRole('rowheader', { name: /Seen from the owner/ }).waitFor();
    await change(admin, 'pipeline-radar', { title: 'Seen from the admin' });
    await owner.getByRole('rowheader', { name: /Seen from the admin/ }).waitFor();
  });
});

describe('the stream', () => {
  it('passes on as it happens, tells members only of Sites that they may see, and refuses who can’t read it', async () => {
    const [owner, member] = [await demo.as('owner'), await demo.as('member')];
    const url = `${demo.url}${stream}?seconds=60`;
    const cookie = (await member.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { headers: { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
    let told = '';
    const readUntil = async (text: string) => {
      while (!told.includes(text)) told += new TextDecoder().decode((await reader.read()).value);
    };
    await readUntil(': listening');
    const idOf = async (slug: string) => ((await (await owner.request.get(`/api/v1/sites/${slug}`)).json()) as { id: string }).id;
    // One that only its owner sees, then one that is open to the member.
    await change(owner, 'quota-tracker', { purpose: 'Something that members need not know.' });
    const admin = await demo.as('admin');
    await change(admin, 'customer-health-board', { purpose: 'Something that the member may know.' });
    const open = ((await (await admin.request.get('/api/v1/sites/customer-health-board')).json()) as { id: string }).id;
    await readUntil(open);
    expect(told).not.toContain(await idOf('quota-tracker'));
    await reader.cancel();

    const plain = await fetch(url, { headers: { cookie } });
    expect(plain.status).toBe(400);
    expect((await fetch(url, { headers: { accept: 'text/event-stream' } })).status).toBe(401);
  });
});
