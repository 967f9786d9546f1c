import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

describe('what was on the screen when somebody else was faster', () => {
  it('holds an approval back until the reviewer has seen what changed', async () => {
    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/requests');
    await reviewer.getByRole('row', { name: /Territory Planner/ }).getByRole('link', { name: 'Territory Planner' }).click();
    await reviewer.getByText('No customer contacts.').first().waitFor();

    const owner = await demo.as('owner');
    await visit(owner, '/sites/territory-planner');
    await owner.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const edit = owner.getByRole('dialog', { name: 'Edit Territory Planner' });
    await edit.getByLabel('Data-source note').fill('Since this week the contacts of customers, too.');
    await edit.getByRole('button', { name: 'Save' }).click();
    await owner.getByText('Record saved').waitFor();

    await reviewer.getByLabel('Note').fill('Fits what it reads.');
    await reviewer.getByRole('button', { name: 'Approve' }).click();
    const alert = reviewer.getByRole('alert').filter({ hasText: 'Load the new version' });
    expect(await alert.innerText()).toMatch(/Oskar Brandt.*edited/i);
    expect(await axeFindings(reviewer)).toEqual([]);
    await alert.getByRole('button', { name: 'Load the new version' }).click();
    await reviewer.getByText('Since this week the contacts of customers, too.').first().waitFor();
    await alert.waitFor({ state: 'hidden' });
    expect(await reviewer.getByLabel('Note').inputValue()).toBe('Fits what it reads.');
    await reviewer.getByRole('button', { name: 'Approve' }).click();
    await reviewer.getByText('Nothing more can be done with this request.').waitFor();
    await visit(reviewer, '/sites/territory-planner?tab=access');
    await reviewer.getByRole('region', { name: 'Approved audience' }).getByText('Account planning').waitFor();
  });

  it('holds an edit back until its author has seen the other one', async () => {
    const admin = await demo.as('admin');
    await visit(admin, '/sites/battlecards');
    await admin.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const late = admin.getByRole('dialog', { name: 'Edit Battlecards' });
    await late.getByLabel('Purpose').fill('Written on what was there before.');

    const owner = await demo.as('owner');
    await visit(owner, '/sites/battlecards');
    await owner.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const first = owner.getByRole('dialog', { name: 'Edit Battlecards' });
    await first.getByLabel('Purpose').fill('One page for each competitor, renewed monthly.');
    await first.getByRole('button', { name: 'Save' }).click();
    await owner.getByText('Record saved').waitFor();

    await late.getByRole('button', { name: 'Save' }).click();
    await late.getByRole('alert').waitFor();
    expect(await late.getByLabel('Purpose').inputValue()).toBe('Written on what was there before.');
    await visit(owner, '/sites/battlecards');
    await owner.getByText('One page for each competitor, renewed monthly.').waitFor();

    await late.getByRole('button', { name: 'Load the new version' }).click();
    await late.getByRole('alert').waitFor({ state: 'hidden' });
    await expect.poll(() => late.getByLabel('Purpose').inputValue()).toBe('One page for each competitor, renewed monthly.');
    await late.getByLabel('Purpose').fill('One page for each competitor, renewed weekly.');
    await late.getByRole('button', { name: 'Save' }).click();
    await late.waitFor({ state: 'hidden' });
    await admin.getByRole('region', { name: 'Record' }).getByText('renewed weekly').waitFor();
  });

  it('leads whose request came back to its revision', async () => {
    const owner = await demo.as('owner');
    await visit(owner, '/requests?view=mine');
    await owner.getByRole('row').filter({ hasText: 'Changes asked for' }).getByRole('link', { name: 'Discount Desk' }).click();
    await owner.getByRole('link', { name: 'Revise' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Ask to widen: Discount Desk' }).waitFor();
    await owner.getByRole('radio', { name: /^Whole workspace/ }).check();
    await owner.getByLabel('What it is for, and why these people need it').fill('The note is up to date now.');
    await owner.getByRole('button', { name: 'Send it again' }).click();
    await owner.getByText('Request sent to the reviewers').waitFor();
    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/requests?view=open');
    await reviewer.getByRole('row', { name: /Discount Desk/ }).getByText('Waiting for a decision').waitFor();
  });

  it('lets an owner ask to renew beyond the longest lifetime, and a reviewer decide', async () => {
    const owner = await demo.as('owner');
    await visit(owner, '/sites/battlecards?do=renew');
    const dialog = owner.getByRole('dialog', { name: 'Renew Battlecards' });
    await dialog.getByLabel('Why it is still needed').fill('The framework contract runs for two years.');
    const day = new Date(Date.now() + 2.2 * 365 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    await dialog.getByLabel('New expiry date').fill(day);
    await dialog.getByText('Somebody else decides on that date').waitFor();
    expect(await axeFindings(owner)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await owner.getByRole('button', { name: 'Open the request' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Renewal beyond policy: Battlecards' }).waitFor();
    await owner.getByText('The framework contract runs for two years.').first().waitFor();

    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/requests');
    await reviewer.getByRole('row', { name: /Battlecards/ }).getByRole('link', { name: 'Battlecards' }).click();
    await reviewer.getByRole('region', { name: 'What changes' }).waitFor();
    expect(await axeFindings(reviewer)).toEqual([]);
    await reviewer.getByRole('button', { name: 'Approve' }).click();
    await reviewer.getByText('Nothing more can be done with this request.').waitFor();
    await visit(owner, '/sites/battlecards');
    const expires = owner.getByRole('region', { name: 'Dates' }).getByRole('term').filter({ hasText: /^Expires$/ });
    expect(await expires.locator('..').getByRole('time').getAttribute('datetime')).toBe(`${day}T00:00:00.000Z`);
  });
});
