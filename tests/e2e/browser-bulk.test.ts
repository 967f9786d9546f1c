import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import { axeFindings, frameFindings } from '../support/a11y';
import { startWorkerProcess, type TestWorker } from '../support/app';
import type { DemoConsole } from '../support/demo-console';
import { numberedCount, numberedList, openList, openNumberedSites, regionOf, rowOf, rowsOf, titleOf } from '../support/numbered-sites';
import { visit } from '../support/visit';

let demo: DemoConsole;
let worker: TestWorker;
let db: pg.Client;
/** Sites of somebody else that the demo's owner sees, and may not change. */
const others = 5;

beforeAll(async () => {
  demo = await openNumberedSites();
  worker = await startWorkerProcess({ databaseUrl: demo.database.url });
  db = new pg.Client({ connectionString: demo.database.ownerUrl });
  await db.connect();
  await db.query(
    `UPDATE site SET revision = revision + 1, audience = 'workspace_all', state = 'live', expires_at = now() + interval '60 days'
      WHERE id IN (SELECT s.id FROM site s JOIN person p ON p.id = s.owner_id WHERE p.email = 'member@example.com' AND s.title LIKE 'Numbered Site%' ORDER BY s.title OFFSET 100 LIMIT $1)`,
    [others],
  );
});
afterAll(async () => {
  await db.end();
  expect(worker.output()).toBe('');
  await worker.stop();
  await demo.close();
});

const bar = (page: Page): Locator => page.getByRole('region', { name: 'Chosen Sites' });
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
/** The number beside a label, on the page or in the dialog over it. */
const figure = (page: Page, label: string): Locator => page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) }).locator('dd');
const idOf = (page: Page): string => /\/bulk-actions\/([\w-]{36})/.exec(page.url())?.[1] ?? '';

/** Ticks rows of the list, by their numbers. */
async function tick(page: Page, ...indexes: number[]): Promise<void> {
  for (const index of indexes) await rowOf(page, index).getByRole('checkbox').check();
}

/** Ticks all rows that match, loaded or not. */
async function tickAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^Choose all/ }).click();
  await bar(page).getByRole('button', { name: /^Choose all [\d,]+ that match/ }).click();
  await bar(page).getByText('all that match').waitFor();
}

async function openDialog(page: Page, action: string): Promise<Locator> {
  await bar(page).getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return dialogOf(page);
}

async function choosePerson(dialog: Locator, label: string, name: string): Promise<void> {
  await dialog.getByRole('combobox', { name: label }).fill(name);
  await dialog.page().getByRole('option', { name }).first().click();
}

async function preview(dialog: Locator, reason: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: 'See what will happen' }).click();
}

/** What the audit log says of each Site that a bulk action changed. */
async function eventsOf(bulkId: string): Promise<{ sites: number; events: number; types: string[] }> {
  const { rows } = await db.query<{ sites: number; events: number; types: string[] }>(
    `SELECT count(DISTINCT site_id)::int AS sites, count(*)::int AS events, array_agg(DISTINCT type) AS types
       FROM audit_event WHERE site_id IS NOT NULL AND body::jsonb #>> '{data,bulkId}' = $1`,
    [bulkId],
  );
  if (rows[0] === undefined) throw new Error('A count has a row.');
  return rows[0];
}

/** Prepares a bulk action as a client of the API does, and waits for its plan. */
async function planned(page: Page, change: object): Promise<BulkActionView> {
  const made = await page.request.post('/api/v1/bulk-actions', { data: { reason: 'Tidying up.', ...change }, headers: { origin: demo.url } });
  const { id } = (await made.json()) as BulkActionView;
  const read = async () => (await (await page.request.get(`/api/v1/bulk-actions/${id}`)).json()) as BulkActionView;
  await expect.poll(async () => (await read()).state).toBe('planned');
  return read();
}

/** Locks a Site of the second batch until it is let go: there a run waits, and so is seen while it runs. */
async function holdSite(bulkId: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: demo.database.ownerUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM site WHERE id = (SELECT site_id FROM bulk_item WHERE bulk_id = $1 ORDER BY site_id OFFSET 700 LIMIT 1) FOR UPDATE', [bulkId]);
  return () => holder.end();
}

describe('a bulk action from the list', () => {
  it('reassigns the owner of chosen rows: by keyboard, with what will happen first, without leaving the list', async () => {
    const page = await openList(demo);
    await rowOf(page, 0).getByRole('link').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await bar(page).getByText('3 chosen').waitFor();
    await page.keyboard.press('e');
    const first = page.getByRole('menuitem', { name: 'Reassign the owner' });
    await expect.poll(() => first.evaluate((item) => item === document.activeElement)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Reassign the owner: 3 Sites' });
    await choosePerson(dialog, 'New owner', 'Oskar');
    expect(await axeFindings(page)).toEqual([]);
    await preview(dialog, 'The team was reorganised.');
    // One of them is his already.
    await dialogOf(page).getByText('2 Sites will change when you run it.').waitFor();
    expect(await figure(page, 'So already').innerText()).toBe('1');
    expect(await axeFindings(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Run on 2 Sites' }).click();
    await dialogOf(page).getByText('Done: 2 Sites changed.').waitFor();
    const href = await dialogOf(page).getByRole('link', { name: 'Look at each Site' }).getAttribute('href');
    await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).last().click();
    await bar(page).waitFor({ state: 'hidden' });
    await expect.poll(() => regionOf(page).evaluate((region) => region.contains(document.activeElement))).toBe(true);
    for (const index of [0, 1, 2]) await rowOf(page, index).getByText('Oskar').waitFor();
    const bulkId = /[\w-]{36}/.exec(href ?? '')?.[0] ?? '';
    expect(await eventsOf(bulkId)).toEqual({ sites: 2, events: 2, types: ['site.owner_changed'] });
  });

  it('takes all that match, shows on a page how many are refused and why, and runs on after the tab is closed', async () => {
    const page = await demo.as('owner');
    await visit(page, numberedList);
    await page.getByText(/^Rows 1–/).waitFor();
    await tickAll(page);
    const dialog = await openDialog(page, 'Set the department');
    await dialog.getByRole('button', { name: /^Department/ }).or(dialog.getByLabel('Department')).first().click();
    await page.getByRole('option', { name: 'Legal' }).click();
    await preview(dialog, 'They moved house.');
    await page.waitForURL(/\/bulk-actions\//);
    await page.getByRole('heading', { level: 1, name: 'Move to the department Legal' }).waitFor();
    const run = page.getByRole('button', { name: /^Run on [\d,]+ Sites$/ });
    await run.waitFor();
    const willChange = Number((await figure(page, 'Will change').innerText()).replaceAll(',', ''));
    expect(willChange).toBeGreaterThanOrEqual(numberedCount / 3);
    expect(await figure(page, 'Refused').innerText()).toBe(String(others));
    const why = page.getByRole('region', { name: 'Why Sites are refused' });
    await why.getByText('Only the owner or an admin can edit this Site.').waitFor();
    expect(await why.getByRole('link').count()).toBe(3);
    await why.getByText(`and ${others - 3} more`).waitFor();
    await page.getByRole('navigation', { name: 'Sites by result' }).getByRole('link', { name: 'Refused' }).click();
    await page.waitForURL(/show=refused/);
    await expect.poll(() => page.getByRole('row').count()).toBe(others + 1);
    expect([...(await axeFindings(page)), ...(await frameFindings(page))]).toEqual([]);
    expect(await page.getByRole('link', { name: 'Back to the list' }).getAttribute('href')).toBe(numberedList);
    await run.click();
    await page.getByText(/Being changed|are being changed|Done: /).first().waitFor();
    const bulkId = idOf(page);
    const later = await demo.as('owner', { context: page.context() });
    await page.close();
    await visit(later, '/bulk-actions');
    const row = later.getByRole('row', { name: /Move to the department Legal/ });
    await row.getByText('Done').waitFor();
    expect([...(await axeFindings(later)), ...(await frameFindings(later))]).toEqual([]);
    await row.getByRole('link').click();
    await later.getByText(`Done: ${willChange.toLocaleString('en-US')} Sites changed.`).waitFor();
    expect(await eventsOf(bulkId)).toEqual({ sites: willChange, events: willChange, types: ['site.edited'] });
  });

  it('is not there for auditors, and says to members what only others may', async () => {
    const auditor = await demo.as('auditor');
    await visit(auditor, numberedList);
    await rowsOf(auditor).first().waitFor();
    expect(await auditor.getByRole('checkbox').count()).toBe(0);
    const member = await demo.as('member');
    await visit(member, numberedList);
    await tick(member, 0);
    await bar(member).getByRole('button', { name: 'Actions' }).click();
    const item = member.getByRole('menuitem', { name: 'Reassign the owner' });
    expect(await item.getAttribute('aria-disabled')).toBe('true');
    await item.getByText('Only an admin can assign an owner').waitFor();
  });

  it('says in the dialog what the server refuses, and changes nothing by being discarded', async () => {
    const page = await demo.as('admin', { expect: [/status of 400/] });
    await visit(page, numberedList);
    await tick(page, 10);
    const dialog = await openDialog(page, 'Add tags');
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('x'.repeat(41));
    await preview(dialog, 'Too long.');
    await dialog.getByRole('alert').getByText('At most 40 characters.').waitFor();
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('kept, short');
    await dialog.getByRole('button', { name: 'See what will happen' }).click();
    await dialogOf(page).getByRole('button', { name: 'Discard' }).click();
    await dialogOf(page).waitFor({ state: 'hidden' });
    await bar(page).getByText('1 chosen').waitFor();
    expect((await db.query(`SELECT 1 FROM site WHERE 'kept' = ANY (tags)`)).rowCount).toBe(0);
  });
});

describe('a bulk action that runs', () => {
  it('shows how far it is in any tab, is stopped, and undone as one but for what changed since', async () => {
    const page = await openList(demo);
    await tickAll(page);
    const dialog = await openDialog(page, 'Add tags');
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('spring');
    await preview(dialog, 'For the spring clean.');
    const run = page.getByRole('button', { name: `Run on ${numberedCount.toLocaleString('en-US')} Sites` });
    await run.waitFor();
    const letGo = await holdSite(idOf(page));
    await run.click();
    await expect.poll(() => page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('500');
    const bulkId = idOf(page);
    const other = await demo.as('admin', { context: page.context() });
    await page.close();
    await visit(other, '/bulk-actions');
    const row = other.getByRole('row', { name: /Add the tag “spring”/ });
    await row.getByText('Running').waitFor();
    await row.getByRole('link').click();
    await expect.poll(() => other.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('500');
    expect(await axeFindings(other)).toEqual([]);
    await other.getByRole('button', { name: 'Stop' }).click();
    // It waits for the batch: let that go on once the stop is in line.
    await expect.poll(async () => (await db.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM bulk_action%'`)).rowCount).toBe(1);
    await letGo();
    const stopped = await other.getByText(/^Stopped: [\d,]+ Sites changed, the rest stays as it was\.$/).innerText();
    const changed = Number(/[\d,]+/.exec(stopped)?.[0].replaceAll(',', ''));
    expect(changed).toBeLessThan(numberedCount);
    expect(await figure(other, 'Not reached').innerText()).toBe((numberedCount - changed).toLocaleString('en-US'));
    expect((await eventsOf(bulkId)).sites).toBe(changed);

    const { rows } = await db.query<{ slug: string; id: string }>(`SELECT s.slug, s.id FROM bulk_item b JOIN site s ON s.id = b.site_id WHERE b.bulk_id = $1 AND b.state = 'changed' LIMIT 1`, [bulkId]);
    const edited = await other.request.patch(`/api/v1/sites/${rows[0]?.id ?? ''}`, { data: { tags: ['summer'] }, headers: { origin: demo.url } });
    expect(edited.ok()).toBe(true);
    await other.getByRole('button', { name: 'Undo this as one' }).click();
    await other.getByRole('heading', { level: 1, name: 'Undo: Add the tag “spring”' }).waitFor();
    const undo = other.getByRole('button', { name: `Run on ${(changed - 1).toLocaleString('en-US')} Sites` });
    await undo.waitFor();
    await other.getByText('This Site changed since. What it is now stays.').first().waitFor();
    await undo.click();
    await other.getByText(`Done: ${(changed - 1).toLocaleString('en-US')} Sites changed.`).waitFor();
    expect((await eventsOf(idOf(other))).sites).toBe(changed - 1);
    expect((await db.query(`SELECT 1 FROM site WHERE 'spring' = ANY (tags)`)).rowCount).toBe(0);
    await other.getByRole('link', { name: 'Another bulk action' }).click();
    await other.getByText('Taken back by').waitFor();
    expect(await other.getByRole('button', { name: 'Undo this as one' }).count()).toBe(0);
  });

  it('says why it can’t be undone', async () => {
    const page = await demo.as('admin');
    await visit(page, numberedList);
    await tick(page, 20);
    const dialog = await openDialog(page, 'Record a review');
    await preview(dialog, 'Looked at.');
    await dialogOf(page).getByRole('button', { name: /^Run/ }).click();
    await dialogOf(page).getByText('Done: 1 Site changed.').waitFor();
    const undo = dialogOf(page).getByRole('button', { name: 'Undo this as one' });
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    await dialogOf(page).getByText('A review that was recorded stays in the history.').waitFor({ state: 'attached' });
    await dialogOf(page).getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect.poll(() => regionOf(page).evaluate((region) => region.contains(document.activeElement))).toBe(true);
  });
});

describe('without JavaScript', () => {
  it('a plan is read, run and read again', async () => {
    const page = await demo.as('admin', { javaScript: false, width: 390 });
    const { rows } = await db.query<{ id: string }>(`SELECT id FROM site WHERE title = ANY ($1)`, [[titleOf(30), titleOf(31)]]);
    const { id } = await planned(page, { kind: 'add_tags', change: { tags: ['plain'] }, selection: { ids: rows.map((row) => row.id) } });
    await page.goto('/bulk-actions');
    await page.getByRole('link', { name: 'Add the tag “plain”' }).click();
    await page.getByText('2 Sites will change when you run it.').waitFor();
    expect(await frameFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Run on 2 Sites' }).click();
    await expect.poll(() => page.goto(`/bulk-actions/${id}`).then(() => page.getByRole('status').first().innerText())).toBe('Done: 2 Sites changed.');
    await page.getByRole('link', { name: titleOf(30) }).waitFor();
  });
});
