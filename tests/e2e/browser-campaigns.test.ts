import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkerProcess, type TestWorker } from '../support/app';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
let worker: TestWorker;
let database: pg.Client;
beforeAll(async () => {
  demo = await openDemoConsole();
  worker = await startWorkerProcess({ databaseUrl: demo.database.url });
  database = new pg.Client({ connectionString: demo.database.url });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await worker.stop();
  await demo.close();
});

const peopleOf = async (slug: string): Promise<string[]> =>
  (await database.query<{ name: string }>('SELECT p.name FROM site_audience_person a JOIN person p ON p.id = a.person_id JOIN site s ON s.id = a.site_id WHERE s.slug = $1 ORDER BY p.name', [slug])).rows.map(({ name }) => name);

describe('an access review', () => {
  it('is started over a filter, answered by those who are asked, closed, and leaves its evidence', async () => {
    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/campaigns/new?owner=owner@example.com');
    await reviewer.getByRole('link', { name: /To be reviewed/ }).waitFor();
    await reviewer.getByLabel('Name', { exact: true }).fill('Oskar’s Sites');
    await reviewer.getByRole('radio', { name: /^The Site closes to owner and admins/ }).check();
    await reviewer.getByRole('button', { name: /^Start for \d+ Sites$/ }).click();
    await reviewer.getByRole('heading', { level: 1, name: 'Oskar’s Sites' }).waitFor();
    await reviewer.getByText('Running', { exact: true }).waitFor();
    await reviewer.getByText('Silence means: the Site closes to owner and admins').waitFor();

    const owner = await demo.as('owner');
    const told = async () => (await database.query(`SELECT FROM notification WHERE title LIKE 'Access review “Oskar’s Sites”%'`)).rowCount;
    await expect.poll(told, { timeout: 20_000 }).toBe(1);
    await visit(owner, '/inbox');
    await owner.getByRole('heading', { name: /Access review “Oskar’s Sites”: \d+ Sites wait for your answer/ }).waitFor();
    await visit(owner, '/campaigns?view=mine');
    await owner.getByRole('link', { name: 'Oskar’s Sites' }).click();
    await owner.getByRole('link', { name: 'Deal Desk Notes' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Access to Deal Desk Notes' }).waitFor();
    expect(await peopleOf('deal-desk-notes')).toEqual(['Bastien Leroy', 'Freya Dahl', 'Rahul Menon']);
    // Rahul is of another department: nothing is advised, so it has to be decided.
    await owner.getByRole('button', { name: 'Follow the advice' }).click();
    await owner.getByRole('group', { name: 'Rahul Menon' }).getByLabel('Revoke').check();
    await owner.getByLabel('Note').fill('Rahul has the summary.');
    await owner.getByRole('button', { name: 'Revoke 1, keep the others' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Oskar’s Sites' }).waitFor();
    await owner.getByRole('link', { name: 'Deal Desk Notes' }).waitFor({ state: 'detached' });
    expect(await peopleOf('deal-desk-notes')).toEqual(['Bastien Leroy', 'Freya Dahl']);

    await owner.getByRole('checkbox', { name: 'Choose Pipeline Radar' }).check();
    await owner.getByRole('button', { name: 'Keep everybody of 1 Site' }).click();
    await owner.getByRole('checkbox', { name: 'Choose Pipeline Radar' }).waitFor({ state: 'detached' });

    await reviewer.reload();
    await reviewer.getByRole('button', { name: 'Close now' }).click();
    const dialog = reviewer.getByRole('dialog');
    await dialog.getByText(/What silence means happens to them now: the Site closes to owner and admins/).waitFor();
    await dialog.getByLabel('Why before its date').fill('The audit is on Monday.');
    await dialog.getByRole('button', { name: 'Close now' }).click();
    await reviewer.getByText('Closed', { exact: true }).first().waitFor();
    const { rows } = await database.query<{ audience: string; n: number }>(
      `SELECT s.audience, count(*)::int AS n FROM campaign_item i JOIN campaign c ON c.id = i.campaign_id JOIN site s ON s.id = i.site_id WHERE c.name = 'Oskar’s Sites' AND i.state = 'silent' GROUP BY 1`,
    );
    expect(rows.map(({ audience }) => audience)).toEqual(['admins_only']);

    await reviewer.getByRole('link', { name: 'Evidence' }).click();
    await reviewer.getByRole('heading', { level: 1, name: 'Evidence of Oskar’s Sites' }).waitFor();
    const panel = reviewer.getByRole('region', { name: 'Deal Desk Notes' });
    await panel.getByText(/Answered by Oskar Brandt .* “Rahul has the summary.”/).waitFor();
    await panel.getByText('Revoked', { exact: true }).waitFor();
    const href = (await reviewer.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '';
    const csv = await (await reviewer.request.get(href)).text();
    expect(csv).toMatch(/Deal Desk Notes,.*Rahul Menon,.*,revoke\r\n/);
  });

  it('is not there for people who are not asked', async () => {
    const { id } = await demo.campaign('Customer data, third quarter');
    const page = await demo.as('member', { expect: [/status of 404/] });
    await page.goto(`/campaigns/${id}`);
    await page.getByRole('heading', { name: /not found|no such/i }).first().waitFor();
  });
});

describe('the matrix of data sources', () => {
  it('says what a change touches before it is saved, and shows it afterwards', async () => {
    const page = await demo.as('admin');
    await visit(page, `/sources/${await demo.source('hubspot')}`);
    const status = page.getByRole('status').filter({ hasText: 'This touches' });
    await status.getByText('This touches 5 Sites').waitFor();
    await page.getByRole('radio', { name: /^Forbidden/ }).check();
    await status.getByText('5 Sites would use it in a way that is no longer allowed.').waitFor();
    await status.getByRole('link', { name: 'See them' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Sites' }).waitFor();
    expect(new URL(page.url()).search).toBe('?source=hubspot&state=-retired');
    expect((await database.query(`SELECT mode FROM data_source WHERE key = 'hubspot'`)).rows).toEqual([{ mode: 'confirmation_required' }]);

    await visit(page, `/sources/${await demo.source('hubspot')}`);
    await page.getByRole('radio', { name: /^Forbidden/ }).check();
    await status.getByText(/no longer allowed/).waitFor();
    await page.getByLabel('Reason').fill('The contract ended.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Data sources' }).waitFor();
    await page.getByRole('link', { name: '5 Sites against the matrix' }).click();
    await page.getByRole('rowheader', { name: 'Event Lead Router' }).waitFor();
    await page.getByRole('cell', { name: 'Confirms : HubSpot is forbidden in this workspace' }).first().waitFor();
    await page.getByRole('link', { name: /Clear all/ }).click();
    await page.getByRole('rowheader', { name: 'Account Handover' }).waitFor();
  });

  it('keeps pairs that must not meet, and tells where they do', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sources/conflicts');
    await page.getByRole('button', { name: 'Forbid a combination' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /This source/ }).click();
    await page.getByRole('option', { name: 'Salesforce' }).click();
    await dialog.getByRole('button', { name: /must not meet/ }).click();
    await page.getByRole('option', { name: 'Slack' }).click();
    await dialog.getByText(/They meet in \d+ Sites today/).waitFor();
    await dialog.getByLabel('Reason').fill('Customer data has no place in channels.');
    await dialog.getByRole('button', { name: 'Forbid it' }).click();
    await page.getByText('Salesforce and Slack').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Salesforce and Slack' }).getByRole('link', { name: /They meet in/ }).click();
    await page.getByText('Salesforce and Slack must not meet').first().waitFor();
  });
});
