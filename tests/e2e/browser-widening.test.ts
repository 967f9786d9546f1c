import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disabledReason } from '../support/disabled-reason';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
let requestId: string;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const slug = 'quarterly-business-review';
const title = 'Widening: QBR Builder';
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: title });
const decision = (page: Page) => page.getByRole('region', { name: 'Decision' });
/** What is read on the page, without what the frame around it says. */
const text = (page: Page) => page.locator('main').innerText();

async function answerEvidence(page: Page, kind: string, answer: string): Promise<void> {
  const group = page.getByRole('group', { name: new RegExp(`^${kind}`) });
  await group.getByRole('button', { name: new RegExp(`^Result of ${kind}|${kind}`) }).first().click();
  await page.getByRole('option', { name: 'Passed' }).click();
  await group.getByRole('textbox').first().fill(answer);
}

/** One widening from the first thought to the record, in three windows: who asks, and two who decide one after the other. */
describe('a widening in three windows', () => {
  it('begins with a policy of the workspace’s own: an admin has the last word', async () => {
    const admin = await demo.as('admin');
    await visit(admin, '/requests');
    const rule = {
      key: 'qbr-last-word', name: 'The QBR has a last word', triggers: ['widen'], condition: `site.slug == "${slug}"`, isEnabled: true, description: null,
      effects: [{ effect: 'require_stage', stage: { key: 'last-word', name: 'Last word', who: { roles: ['admin'], people: [], groups: [], relations: [] }, alternates: null, approvals: 1, order: 2 } }],
    };
    const status = await admin.evaluate(
      async (body) => (await fetch('/api/v1/policies', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
      JSON.stringify({ ...rule, why: 'The board sees it.' }),
    );
    expect(status).toBe(201);
  });

  it('shows the owner who would gain access and what will be asked, and keeps a draft', async () => {
    const owner = await demo.as('owner');
    await visit(owner, `/sites/${slug}?tab=access`);
    await owner.getByRole('link', { name: 'Ask to widen' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Ask to widen: QBR Builder' }).waitFor();
    await owner.getByRole('combobox', { name: 'Groups' }).fill('Sales EMEA');
    await owner.getByRole('option', { name: /^Sales EMEA/ }).click();
    const meaning = owner.getByRole('region', { name: 'What it would mean' });
    await meaning.getByText(/\d+ people gain access/).waitFor();
    await meaning.getByRole('region', { name: 'Who decides' }).getByText('Last word').waitFor();
    expect(await meaning.getByRole('region', { name: 'Who decides' }).innerText()).toMatch(/Security review[\s\S]*Last word/);
    await owner.getByLabel('What it is for').fill('EMEA writes its own reviews from the next quarter on.');
    await answerEvidence(owner, 'Secrets scan', 'Nothing found.');
    await owner.getByText('Your draft is kept').waitFor();
    await visit(owner, `/sites/${slug}/widen`);
    expect(await owner.getByLabel('What it is for').inputValue()).toBe('EMEA writes its own reviews from the next quarter on.');
    await owner.getByRole('button', { name: 'Remove Sales EMEA' }).waitFor();
    expect(await owner.getByRole('group', { name: /^Secrets scan/ }).getByRole('textbox').first().inputValue()).toBe('Nothing found.');
    await answerEvidence(owner, 'Test with a low-privilege account', 'Sees totals only.');
    await answerEvidence(owner, 'Object-level access test', 'Thirty ids, thirty times 404.');
    await owner.getByRole('button', { name: 'Send the request' }).click();
    await heading(owner).waitFor();
    requestId = new URL(owner.url()).pathname.split('/').at(-1) ?? '';
    expect(await disabledReason(decision(owner).getByRole('button', { name: 'Approve' }))).toContain('You made this request. Somebody else has to decide it.');
  });

  it('can’t be approved while evidence is missing, and comes back with what changed', async () => {
    const [owner, reviewer] = [await demo.as('owner'), await demo.as('reviewer')];
    await visit(reviewer, '/requests?sort=-risk');
    await reviewer.getByRole('row', { name: /QBR Builder/ }).getByRole('link', { name: 'QBR Builder' }).click();
    await heading(reviewer).waitFor();
    await reviewer.getByRole('region', { name: 'Risk' }).getByText('Snowflake is the most sensitive source').waitFor();
    await reviewer.getByRole('region', { name: 'Identity path' }).getByText('Whoever opens the Site sees what its keys may read').waitFor();
    expect(await disabledReason(decision(reviewer).getByRole('button', { name: 'Approve' }))).toContain('Evidence is missing: data note');
    await decision(reviewer).getByRole('button', { name: 'Take on' }).click();
    await decision(reviewer).getByText('Taken on by Renata Okafor').waitFor();
    await reviewer.keyboard.press('m');
    await reviewer.keyboard.type('Which accounts does it name?');
    await decision(reviewer).getByRole('button', { name: 'Comment' }).click();
    await decision(reviewer).getByRole('listitem').filter({ hasText: 'Which accounts does it name?' }).waitFor();
    await decision(reviewer).getByLabel('Note').fill('Say which data it shows.');
    await decision(reviewer).getByRole('button', { name: 'Ask for changes' }).click();
    await reviewer.getByText('Changes asked for', { exact: true }).first().waitFor();

    await visit(owner, `/requests/${requestId}`);
    await decision(owner).getByText('Which accounts does it name?').waitFor();
    await decision(owner).getByRole('link', { name: 'Revise' }).click();
    await owner.getByRole('button', { name: 'Send it again' }).waitFor();
    await answerEvidence(owner, 'Data note', 'Names of accounts in EMEA and their usage by month.');
    await owner.getByRole('button', { name: 'Send it again' }).click();
    await heading(owner).waitFor();

    await visit(reviewer, `/requests/${requestId}`);
    const revised = reviewer.getByText('Revised after Renata Okafor asked for changes').locator('..');
    expect(await revised.innerText()).toContain('Evidence: Data note');
  });

  it('takes two people, and the first one’s approval no longer counts when the Site changes', async () => {
    const [owner, reviewer, admin] = [await demo.as('owner'), await demo.as('reviewer'), await demo.as('admin')];
    await visit(reviewer, `/requests/${requestId}`);
    await decision(reviewer).getByLabel('Note').fill('Totals only, and the tests are there.');
    await decision(reviewer).getByRole('button', { name: 'Approve' }).click();
    await decision(reviewer).getByText('Approved, 1 of 1').waitFor();
    await visit(admin, `/requests/${requestId}`);
    await decision(admin).getByText('Waits for answers, 0 of 1').waitFor();

    await visit(owner, `/sites/${slug}`);
    await owner.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const dialog = owner.getByRole('dialog', { name: /QBR Builder/ });
    await dialog.getByLabel('Purpose').fill('Drafts the slides of a quarterly business review, with contacts.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });

    // The admin still sees what was there before: nothing is decided on it.
    await decision(admin).getByRole('button', { name: 'Approve' }).click();
    await admin.getByRole('button', { name: 'Load the new version' }).click();
    await admin.getByText('approved an earlier round, which no longer counts').waitFor();
    expect(await disabledReason(decision(admin).getByRole('button', { name: 'Approve' }))).toContain('It is not the turn of “Last word” yet');
  });

  it('takes effect with the last approval, and its records read the same when the Site has changed', async () => {
    const [owner, reviewer, admin] = [await demo.as('owner'), await demo.as('reviewer'), await demo.as('admin')];
    await visit(reviewer, `/requests/${requestId}`);
    await reviewer.keyboard.press('a');
    await reviewer.keyboard.press('Enter');
    await decision(reviewer).getByText('Approved, 1 of 1').waitFor();
    await visit(admin, `/requests/${requestId}`);
    await decision(admin).getByRole('button', { name: 'Approve' }).click();
    await admin.getByText('Nothing more can be done with this request.').waitFor();
    await visit(owner, `/sites/${slug}?tab=access`);
    await owner.getByRole('region', { name: 'Approved audience' }).getByText('Sales EMEA').waitFor();

    await decision(admin).getByRole('link', { name: 'What was seen' }).first().click();
    await admin.getByRole('heading', { level: 1, name: 'Decision record: QBR Builder' }).waitFor();
    const record = await text(admin);
    expect(record).toContain('Drafts the slides of a quarterly business review, with contacts.');
    expect(record).toContain('The QBR has a last word, version 1');
    await visit(owner, `/sites/${slug}`);
    await owner.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const dialog = owner.getByRole('dialog', { name: /QBR Builder/ });
    await dialog.getByLabel('Name').fill('Another name');
    await dialog.getByLabel('Purpose').fill('Something else.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await visit(admin, new URL(admin.url()).pathname + new URL(admin.url()).search);
    expect(await text(admin)).toBe(record);
  });
});
