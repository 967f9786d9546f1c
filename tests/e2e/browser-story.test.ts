import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { disabledReason } from '../support/disabled-reason';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const notFound = { expect: [/status of 404/] };
const note = 'Read-only, nobody outside gains anything.';

/** Chooses one of the actions behind “More” on a Site's page. */
async function more(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Opens the page of the one request that waits on a Site. */
async function openRequest(page: Page, slug: string): Promise<void> {
  await visit(page, `/sites/${slug}`);
  await page.getByRole('region', { name: 'Waiting for a decision' }).getByRole('link', { name: 'Widening' }).click();
  await page.getByRole('heading', { level: 1, name: /^Widening:/ }).waitFor();
}

/** The steps of one story, in its order; each person has a browser of their own. */
describe('the main story', () => {
  it('lets the owner in with one click and shows what needs them', async () => {
    const page = await demo.visitor();
    await visit(page, '/renew');
    await page.getByRole('heading', { level: 1, name: 'Sign in to Siteward' }).waitFor();
    await page.getByRole('button', { name: 'Continue as owner@example.com' }).click();
    await page.waitForURL('/renew');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: 'What needs you today' }).waitFor();
    const ending = page.getByRole('region', { name: 'My Sites that end next' });
    await ending.getByRole('link', { name: 'Pipeline Radar' }).waitFor();
    await page.getByRole('region', { name: 'Sites offered to you' }).getByRole('link', { name: 'Transfer of Event Lead Router' }).waitFor();
    await page.getByRole('region', { name: 'My open requests' }).getByRole('link', { name: 'Widening of Territory Planner' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('/sign-in');
    await visit(page, '/renew');
    await page.getByRole('button', { name: 'Continue as owner@example.com' }).waitFor();
  });

  it('lets the owner renew one Site in a dialog', async () => {
    const page = await demo.as('owner');
    await visit(page, '/');
    await page.getByRole('button', { name: 'Renew Pipeline Radar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Renew Pipeline Radar' });
    await dialog.getByRole('button', { name: '+180 d' }).click();
    const expires = await dialog.getByLabel('New expiry date').inputValue();
    await dialog.getByLabel('Why it is still needed').fill('The Monday call runs on it.');
    await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Renewed', { exact: true }).waitFor();

    await visit(page, '/sites/pipeline-radar?tab=history');
    const history = page.getByRole('region', { name: 'History' }).getByRole('listitem').first();
    expect(await history.innerText()).toContain('Renewed the Site');
    expect(await history.innerText()).toContain('The Monday call runs on it.');
    await visit(page, '/sites/pipeline-radar');
    const term = page.getByRole('region', { name: 'Dates' }).getByRole('term').filter({ hasText: /^Expires$/ });
    expect(await term.locator('..').getByRole('time').getAttribute('datetime')).toBe(`${expires}T00:00:00.000Z`);
  });

  it('lets the owner renew ten at once', async () => {
    const page = await demo.as('owner');
    await visit(page, '/renew');
    await page.getByRole('button', { name: 'Choose none' }).click();
    const boxes = page.getByRole('checkbox', { name: /^Renew / });
    for (let at = 0; at < 10; at += 1) await boxes.nth(at).check();
    await page.getByText(/^10 of \d+ chosen$/).waitFor();
    // An external candidate may run for 90 days at most.
    await page.getByRole('button', { name: '+30 d' }).click();
    await page.getByLabel('Why they are still needed').fill('All of them are in use this quarter.');
    await page.getByRole('button', { name: 'Renew 10 Sites' }).click();
    await page.getByText('10 renewed').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: /Renewed/ }).count()).toBe(10);
  });

  it('shows the member only what a member may see', async () => {
    const page = await demo.as('member', notFound);
    await visit(page, '/sites/customer-health-board');
    await page.getByRole('region', { name: 'About this Site' }).getByText('Health of every account').waitFor();
    expect(await page.getByRole('button', { name: /Renew|Edit|More/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'History' }).count()).toBe(0);
    const places = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts();
    expect(places.map((place) => place.split('\n')[0])).toEqual(['Home', 'Sites', 'Requests', 'Renew', 'Reviews', 'Access reviews', 'Inbox', 'Bulk actions', 'Settings']);

    await visit(page, '/sites/month-end-close');
    await page.getByText('There is nothing here that you can see').waitFor();
    await visit(page, '/sites/no-such-site');
    await page.getByText('There is nothing here that you can see').waitFor();
    await visit(page, '/sites?q=month-end');
    await page.getByText('No Site fits these filters').waitFor();
    await visit(page, '/audit');
    await page.getByText('The audit log is for those who govern the workspace').waitFor();
    expect(await page.getByRole('button', { name: 'Verify the chain' }).count()).toBe(0);
    await visit(page, '/imports');
    await page.getByText('Imports are for admins').waitFor();
    expect(await page.getByRole('button').filter({ hasText: 'Check' }).count()).toBe(0);
  });

  it('lets the owner ask to widen to the whole workspace, and not approve it', async () => {
    const page = await demo.as('owner');
    await visit(page, '/sites/rfp-answers');
    await more(page, 'Ask to widen');
    await page.getByRole('heading', { level: 1, name: 'Ask to widen: RFP Answer Bank' }).waitFor();
    await page.getByRole('radio', { name: /^Whole workspace/ }).check();
    await page.getByRole('region', { name: 'What it would mean' }).getByText(/people gain access/).waitFor();
    await page.getByLabel('What it is for, and why these people need it').fill('Every department answers tenders.');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText('Request sent to the reviewers').waitFor();

    await openRequest(page, 'rfp-answers');
    expect(await disabledReason(page.getByRole('button', { name: 'Approve' }))).toContain('You made this request. Somebody else has to decide it.');
    // Pressed all the same, nothing comes of it.
    await page.getByRole('button', { name: 'Approve' }).click({ force: true });
    await page.reload();
    await page.getByText('Waiting for a decision', { exact: true }).waitFor();
    await visit(page, '/sites/rfp-answers?tab=access');
    expect(await page.getByRole('region', { name: 'Approved audience' }).innerText()).toContain('Named people and groups');
  });

  it('shows the reviewer who gains access, and takes the approval', async () => {
    const page = await demo.as('reviewer');
    await visit(page, '/requests');
    const row = page.getByRole('row', { name: /RFP Answer Bank/ });
    expect(await row.innerText()).toContain('Whole workspace');
    await row.getByRole('link', { name: 'RFP Answer Bank' }).click();
    const gaining = page.getByRole('region', { name: 'Who gains access' });
    await gaining.getByText('Amara Nwosu').waitFor();
    expect(await gaining.getByText('Bastien Leroy').count()).toBe(0);
    await page.getByText('Every department answers tenders.').first().waitFor();
    await page.getByLabel('Note').fill(note);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Nothing more can be done with this request.').waitFor();
    await page.getByRole('region', { name: 'Answers so far' }).getByText(note).waitFor();
  });

  it('shows the new audience, the timeline and the audit events', async () => {
    const page = await demo.as('reviewer');
    await visit(page, '/sites/rfp-answers?tab=access');
    await page.getByRole('region', { name: 'Approved audience' }).getByText('Whole workspace').waitFor();
    await page.getByRole('region', { name: /^Effective audience/ }).getByText('Amara Nwosu').waitFor();
    await page.getByRole('link', { name: 'History', exact: true }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Widened the audience' }).first();
    expect(await entry.innerText()).toContain(note);
    expect(await entry.innerText()).toContain('Whole workspace');

    await visit(page, '/audit?site=rfp-answers');
    const events = page.getByRole('region', { name: 'Events' }).getByRole('listitem');
    expect(await events.nth(0).innerText()).toContain('Renata Okafor widened the audience');
    expect(await events.nth(1).innerText()).toContain('Renata Okafor approved the request');
    expect(await events.nth(2).innerText()).toContain('Oskar Brandt made a request');
    await events.nth(0).getByText('Renata Okafor').first().click();
    await events.nth(0).getByText(note).first().waitFor();
  });

  it('lets the admin disable it with a reason, and enable it again', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites/rfp-answers');
    await more(page, 'Disable');
    const dialog = page.getByRole('dialog', { name: 'Disable RFP Answer Bank' });
    expect(await disabledReason(dialog.getByRole('button', { name: 'Disable the Site' }))).toContain('Choose a reason first');
    await dialog.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: 'Wrong data' }).click();
    await dialog.getByLabel('Note').fill('It shows answers of another region.');
    await dialog.getByRole('button', { name: 'Disable the Site' }).click();
    await page.getByText('Disabled: wrong data').waitFor();
    await page.getByText('It shows answers of another region.').first().waitFor();

    await page.getByRole('button', { name: 'Re-enable' }).click();
    const back = page.getByRole('dialog', { name: 'Re-enable RFP Answer Bank' });
    await back.getByLabel('What was put right').fill('The filter is right now.');
    await back.getByRole('button', { name: 'Re-enable' }).click();
    await page.getByText('Site re-enabled').waitFor();
    await page.getByText('Disabled: wrong data').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await page.getByText('Re-enabled the Site').waitFor();
    await page.getByText('The filter is right now.').waitFor();
  });

  it('lets the auditor read all and change nothing', async () => {
    const page = await demo.as('auditor');
    const never = 'Auditors read everything and change nothing.';
    await visit(page, '/sites/month-end-close');
    await page.getByRole('region', { name: 'Record' }).waitFor();
    for (const name of ['Renew', 'Record a review', 'Edit']) {
      expect(await disabledReason(page.getByRole('button', { name, exact: true }).first()), name).toContain(never);
    }
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    for (const item of await items.all()) {
      expect(await item.getAttribute('aria-disabled')).toBe('true');
      expect(await item.innerText()).toContain(never);
    }
    await page.keyboard.press('Escape');
    await visit(page, '/sites?state=draft');
    expect(await page.getByRole('link', { name: 'Register a Site' }).count()).toBe(0);
    await visit(page, '/sites/new');
    await page.getByText('You can’t register Sites').waitFor();
    await openRequest(page, 'customer-health-board');
    for (const name of ['Approve', 'Ask for changes', 'Reject']) expect(await disabledReason(page.getByRole('button', { name })), name).toContain(never);
    await visit(page, '/settings/workspace');
    await page.getByText(never).waitFor();
    expect(await page.getByRole('button', { name: 'Change the settings' }).count()).toBe(0);
    await visit(page, '/settings/people');
    await page.getByRole('row', { name: /Oskar Brandt/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
    await visit(page, '/renew');
    await page.getByText('Nothing to renew').waitFor();

    await visit(page, '/audit');
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByRole('status').filter({ hasText: 'The chain is intact' }).waitFor();
  });
});
