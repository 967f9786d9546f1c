import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings, frameFindings } from '../support/a11y';
import { startWorkerProcess, type TestWorker } from '../support/app';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
let worker: TestWorker;
beforeAll(async () => {
  demo = await openDemoConsole();
  worker = await startWorkerProcess({ databaseUrl: demo.database.url });
});
afterAll(async () => {
  await worker.stop();
  await demo.close();
});

/** Chooses in a list that opens behind a button. */
async function choose(page: Page, button: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('option', { name: option }).click();
}

const faults = async (page: Page) => [...(await axeFindings(page)), ...(await frameFindings(page))];

it('an admin writes a policy in the form, tries it out, comes back to it in another tab, and puts it in force', async () => {
  const page = await demo.as('admin');
  await visit(page, '/policies');
  await page.getByRole('link', { name: 'New policy' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Five look at large audiences');
  await page.getByRole('button', { name: 'Add a line' }).click();
  await choose(page, /Line 1$/, 'People who gain access, more than');
  await page.getByRole('spinbutton', { name: /^People who gain access/ }).fill('2');
  await page.getByText('change.gains > 2', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add an effect' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Ask for fewer people.');
  await page.getByRole('button', { name: 'Add an effect' }).click();
  await choose(page, /Effect 2$/, 'Require a stage');
  await page.getByRole('spinbutton', { name: 'Approvals' }).fill('5');
  await page.getByText(/takes 5 approvals, but only \d people can answer/).waitFor();
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await page.getByText(/Would have stopped \d+ of \d+ widenings/).waitFor({ timeout: 30_000 });
  expect(page.url()).toContain('simulation=');
  await page.close();

  const later = await demo.as('admin');
  await visit(later, '/policies?view=simulations');
  await later.getByRole('link', { name: 'Five look at large audiences' }).click();
  await later.getByText(/Would have stopped \d+ of \d+ widenings/).waitFor();
  await later.getByText(/^See them: \d+ new/).first().click();
  await later.getByText('Five look at large audiences: Ask for fewer people.').first().waitFor();
  expect(await faults(later)).toEqual([]);
  await later.getByRole('link', { name: 'Go on with this rule' }).click();
  await later.getByRole('heading', { name: 'New policy' }).waitFor();
  expect(await later.getByRole('spinbutton', { name: /^People who gain access/ }).inputValue()).toBe('2');
  await later.getByRole('textbox', { name: 'Why' }).fill('After the leak in May');
  await later.getByRole('button', { name: 'Add the policy' }).click();
  await later.getByRole('heading', { name: 'Five look at large audiences' }).waitFor();
  await later.getByText('After the leak in May').waitFor();
  await later.getByText(/takes 5 approvals, but only/).waitFor();
});

it('a rule is written as text, with the place of a mistake, compared with the one before and taken back', async () => {
  const page = await demo.as('admin');
  await visit(page, '/policies/stale-secrets');
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Edit as text' }).click();
  const condition = page.getByRole('textbox', { name: 'Condition in CEL' });
  await condition.fill('site.oldestSecretDays > 90 &&\n  site.stat == "live"');
  await page.getByText(/Line 2, column 8: .*Did you mean “state”/).waitFor();
  expect(await page.getByRole('button', { name: 'Edit in the form' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByText('What a condition can name').click();
  await page.getByText('site.undeclaredKeys', { exact: true }).waitFor();
  expect(await faults(page)).toEqual([]);
  await condition.fill("site.oldestSecretDays > 90 && site.state == 'live'");
  await page.getByText('It can be read').waitFor();
  await page.getByRole('button', { name: 'Edit in the form' }).click();
  expect(await page.getByRole('checkbox', { name: 'Live' }).isChecked()).toBe(true);
  await page.getByRole('textbox', { name: 'Why' }).fill('Ninety days are enough');
  await page.getByRole('button', { name: 'Save the next version' }).click();
  await page.getByRole('heading', { name: 'From version 1 to version 2' }).waitFor();
  expect(await page.locator('#diff del').allInnerTexts()).toContain('site.oldestSecretDays > 180');
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Restore version 1' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Too many were stopped');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('heading', { name: 'What it says, version 3' }).waitFor();
  await page.getByRole('button', { name: /^Archive/ }).click();
  await page.getByRole('alertdialog').getByRole('textbox', { name: 'Why' }).fill('Another tool looks after it');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Archived', { exact: true }).first().waitFor();
});

it('a file is looked at before it is applied; whoever may not change policies reads them', async () => {
  const page = await demo.as('admin');
  await visit(page, '/policies/import');
  const file = page.getByRole('textbox', { name: 'Or write it here' });
  const yaml = 'siteward: policies/1\npolicies:\n  - key: from-a-file\n    name: From a file\n    triggers: [widen]\n    condition: change.gains > many\n    effects: [{ effect: warn, message: Many people. }]\n';
  await file.fill(yaml);
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByText(/Line 6, column 16/).first().waitFor();
  await file.fill(yaml.replace('many', '500'));
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByText('Added', { exact: true }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Why' }).fill('As in the repository');
  await page.getByRole('button', { name: 'Apply all of it' }).click();
  await page.getByRole('link', { name: 'From a file' }).waitFor();

  const reviewer = await demo.as('reviewer');
  await visit(reviewer, '/policies/from-a-file');
  await reviewer.getByText('As in the repository').waitFor();
  expect(await reviewer.getByRole('link', { name: 'Edit' }).count()).toBe(0);
  const member = await demo.as('member');
  await visit(member, '/policies').catch(() => undefined);
  await member.getByText('Policies are for those who govern the workspace').waitFor();
});
