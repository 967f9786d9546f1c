import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

describe('settings', () => {
  it('makes a token that is shown once, works, and stops when it is revoked', async () => {
    const page = await demo.as('admin');
    await visit(page, '/settings/tokens');
    await page.getByRole('button', { name: 'Create a token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create an API token' });
    await dialog.getByLabel('Name').fill('Nightly export');
    await dialog.getByRole('button', { name: 'Create the token' }).click();
    await dialog.getByText('Copy the token now').waitFor();
    const token = await dialog.getByText(/^swd_/).innerText();
    expect(await axeFindings(page)).toEqual([]);
    const me = () => fetch(`${demo.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    const answer = await me();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ email: 'admin@example.com', roles: ['admin'] });

    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /Nightly export/ }).waitFor();
    expect(await page.content()).not.toContain(token);
    await visit(page, '/settings/tokens');
    expect(await page.content()).not.toContain(token);

    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    await page.getByRole('alertdialog', { name: 'Revoke Nightly export?' }).getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /Nightly export/ }).getByText('Revoked').waitFor();
    expect((await me()).status).toBe(401);
  });

  it('puts a deactivated person out at their next step, and lets nobody in with that account', async () => {
    const member = await demo.as('member', { expect: [/status of 401/] });
    await visit(member, '/');
    const admin = await demo.as('admin');
    await visit(admin, '/settings/people');
    await admin.getByRole('searchbox', { name: 'Search people' }).fill('Castellano');
    await admin.waitForURL(/q=Castellano/);
    await admin.getByRole('button', { name: 'Actions for Mei Castellano' }).click();
    await admin.getByRole('menuitem', { name: 'Deactivate' }).click();
    const dialog = admin.getByRole('alertdialog', { name: 'Deactivate Mei Castellano?' });
    await dialog.getByText('They own no Site.').waitFor();
    await dialog.getByLabel('Reason').fill('Moves to another company.');
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await admin.getByRole('row', { name: /Mei Castellano/ }).getByText('Deactivated').waitFor();

    await member.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sites' }).click();
    await member.getByRole('heading', { level: 1, name: 'Sign in to Siteward' }).waitFor();
    await member.getByRole('button', { name: 'Continue as member@example.com' }).click();
    await member.getByRole('alert').filter({ hasText: 'the account is gone or deactivated' }).waitFor();
  });

  it('changes a setting with a reason, which the audit log keeps', async () => {
    const page = await demo.as('admin');
    await visit(page, '/settings/workspace');
    await page.getByLabel('Expiring, days').fill('45');
    await page.getByLabel('Reason').fill('Six weeks are what owners need.');
    await page.getByRole('button', { name: 'Change the settings' }).click();
    await page.getByText('Settings changed').waitFor();
    await visit(page, '/settings/workspace');
    expect(await page.getByLabel('Expiring, days').inputValue()).toBe('45');

    await visit(page, '/audit?type=settings.changed');
    const event = page.getByRole('region', { name: 'Events' }).getByRole('listitem').first();
    await event.getByText('Ada Lindqvist').first().click();
    await event.getByText('Six weeks are what owners need.').waitFor();
    expect(await event.innerText()).toMatch(/30[\s\S]*45/);
  });

  it('refuses a setting that contradicts another, at its field', async () => {
    const page = await demo.as('admin');
    await visit(page, '/settings/workspace');
    const usual = page.getByRole('group', { name: 'Usual lifetime' }).getByLabel('Personal draft, days');
    await usual.fill('999');
    await page.getByLabel('Reason').fill('Too long.');
    await page.getByRole('button', { name: 'Change the settings' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'The usual lifetime can’t be longer than the longest lifetime.' }).click();
    expect(await usual.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await usual.getAttribute('aria-invalid')).toBe('true');
  });
});
