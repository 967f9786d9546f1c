import { addDays } from 'date-fns';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { defaultSettings } from '@/lib/domain/settings';
import { composeDigests } from '@/lib/notifications/compose-digests';
import { openPost } from '@/lib/notifications/post';
import { sendMail } from '@/lib/notifications/send-mail';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

const many = 30;
const now = new Date();

let demo: DemoConsole;
let db: Database;
/** The path of the renewal link in the owner's e-mail. */
let link: string;
beforeAll(async () => {
  demo = await openDemoConsole();
  db = openDatabase(demo.database.url, { role: '', poolSize: 5 });
  const owner = await db.prisma.person.findUniqueOrThrow({ where: { email: 'owner@example.com' } });
  await db.prisma.site.createMany({
    data: Array.from({ length: many }, (_, at) => ({
      slug: `thirty-${at}`, title: `One of thirty, ${at}`, state: 'live' as const, classification: 'team_internal' as const, ownerId: owner.id, expiresAt: addDays(now, 3),
    })),
  });
  // So that today is a day of digests, whichever it is.
  const value = { ...defaultSettings, quietWeekdays: [], quietDates: [] };
  await db.prisma.workspaceSettings.upsert({ where: { id: 1 }, create: { id: 1, value }, update: { value } });
  await db.prisma.notificationPreference.create({ data: { personId: owner.id, frequency: 'daily', updatedAt: now } });
  await composeDigests(db, { now });
  await sendMail(db, openPost({ HOST: '127.0.0.1', PORT: 3000 }), { clock: () => now });
  const mail = await db.prisma.mail.findFirstOrThrow({ where: { notification: { personId: owner.id, kind: 'digest' } } });
  link = /http:\/\/127\.0\.0\.1:3000(\/renew\S+)/.exec(mail.text ?? '')?.[1] ?? '';
});
afterAll(async () => {
  await closeDatabase(db);
  await demo.close();
});

const renewed = () => db.prisma.site.count({ where: { slug: { startsWith: 'thirty-' }, expiresAt: { gt: addDays(now, 80) } } });

/** What the navigation says of the inbox. */
const unread = (page: Page) => page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: /^Inbox/ }).innerText();

describe('a digest', () => {
  it('leads from the e-mail to thirty renewed Sites in three clicks', async () => {
    const page = await demo.visitor();
    await visit(page, link); // the first: in the e-mail
    const accounts = page.getByRole('list', { name: 'Demo accounts' }).getByRole('button');
    expect(await accounts.first().innerText()).toBe('Continue as owner@example.com');
    await accounts.first().click();
    await page.getByRole('heading', { level: 1, name: 'Renew' }).waitFor();
    const button = page.getByRole('button', { name: /^Renew \d+ Sites$/ });
    const count = Number(/\d+/.exec(await button.innerText())?.[0]);
    expect(count).toBeGreaterThanOrEqual(many);
    await button.click();
    await page.getByText(new RegExp(`^${count} renewed|renewed, \\d+ not`)).waitFor({ timeout: 60_000 });
    expect(await renewed()).toBe(many);
    const { rows } = await db.pool.query<{ events: number }>(
      `SELECT count(*)::int AS events FROM audit_event e JOIN site s ON s.id = e.site_id WHERE s.slug LIKE 'thirty-%' AND e.type = 'site.renewed' AND e.body::jsonb ->> 'reason' = 'Still in use'`,
    );
    expect(rows).toEqual([{ events: many }]);

    // Again from the e-mail: what was done is no longer there.
    await visit(page, link);
    await page.getByRole('heading', { level: 1, name: 'Renew' }).waitFor();
    expect(await page.getByText('One of thirty').count()).toBe(0);
  });

  it('is not there for somebody else', async () => {
    const page = await demo.as('reviewer', { expect: [/status of 404/] });
    await visit(page, link);
    expect(await page.getByText('One of thirty').count()).toBe(0);
    await page.getByRole('heading', { level: 1, name: /not|nothing/i }).waitFor();
  });

  it('stands in the inbox with what is left of it, until it is read', async () => {
    const page = await demo.as('owner');
    await visit(page, '/inbox');
    const before = await unread(page);
    expect(before).toMatch(/\d/);
    const marks = page.getByRole('button', { name: /^Mark as read/ });
    for (let left = await marks.count(); left > 0; left -= 1) {
      await marks.first().click();
      await expect.poll(() => marks.count()).toBe(left - 1);
    }
    expect(await unread(page)).not.toMatch(/\d/);
    expect(await axeFindings(page)).toEqual([]);
  });
});

describe('how one is told', () => {
  it('can be chosen within what the workspace requires', async () => {
    const page = await demo.as('member');
    await visit(page, '/settings/notifications');
    expect(await page.getByLabel('By e-mail too').isDisabled()).toBe(true);
    await page.getByText('Your workspace requires e-mail.').waitFor();
    await page.getByLabel('Every day on which something waits').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await visit(page, '/settings/notifications');
    expect(await page.getByLabel('Every day on which something waits').isChecked()).toBe(true);
  });

  it('reaches a calendar program, until its address is revoked', async () => {
    const page = await demo.as('owner');
    await visit(page, '/settings/notifications');
    await page.getByRole('button', { name: 'Make an address' }).click();
    const address = await page.getByText(/\/api\/calendar\/[\w-]{43}\.ics$/).innerText();
    expect(await axeFindings(page)).toEqual([]);
    const ask = () => fetch(address);
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const text = await answer.text();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text.match(/UID:[\w-]+\.expires@siteward/g)?.length).toBeGreaterThanOrEqual(many);
    expect(text).toMatch(/DTSTART;VALUE=DATE:\d{8}\r\n/);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    expect((await ask()).status).toBe(404);
    expect((await fetch(`${demo.url}/api/calendar/guess.ics`)).status).toBe(404);
  });
});

describe('the outbox', () => {
  it('shows an admin what would have been sent, never as sent', async () => {
    const page = await demo.as('admin');
    await visit(page, '/settings/mail');
    await page.getByText('No mail server is set').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Not sent: no mail server' }).filter({ hasText: /things? waits? for you/ }).first();
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: 'As plain text' }).waitFor();
    const letter = page.frameLocator('iframe');
    await letter.getByRole('heading', { level: 1 }).filter({ hasText: /things? waits? for you/ }).waitFor();
    expect(await letter.getByRole('listitem').count()).toBeGreaterThan(0);
  });

  it('sends what has failed again', async () => {
    const { id } = await db.prisma.mail.findFirstOrThrow({ where: { sentWithId: null }, orderBy: { createdAt: 'asc' } });
    await db.prisma.mail.update({ where: { id }, data: { state: 'failed', keptHere: false, attempts: 11, lastError: '550 No such user' } });
    const page = await demo.as('admin');
    await visit(page, '/settings/mail?state=failed');
    await page.getByRole('row').filter({ hasText: '550 No such user' }).getByRole('button', { name: /^Send again/ }).click();
    await page.getByText('Nothing is failed').waitFor();
    expect(await db.prisma.mail.findUnique({ where: { id } })).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});
