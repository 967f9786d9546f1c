import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileChooser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { siteObject } from '../support/feed-objects';
import { manifestFolder, zipOf } from '../support/import-world';
import { visit } from '../support/visit';

let demo: DemoConsole;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'siteward-checkouts-'));
  demo = await openDemoConsole();
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Gives files or a folder to the page, as its dialog would. */
async function choose(page: Page, button: string, files: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button }).click()]);
  await chooser.setFiles(files);
}

/** The dry run of what was chosen. */
async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check, without changing anything' }).click();
  await page.getByRole('heading', { name: 'What would be done' }).waitFor();
}

async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByText('Applied', { exact: true }).waitFor();
}

/** The figures of a report, by their labels. */
async function figures(page: Page): Promise<Record<string, number>> {
  const lists = page.getByRole('main').getByRole('term').filter({ hasText: /^(To register|Registered|To change|Changed|Unchanged|Refused|Passed over)$/ });
  const pairs = await Promise.all((await lists.all()).map(async (term) => [await term.innerText(), Number((await term.locator('..').getByRole('definition').innerText()).replaceAll(',', ''))] as const));
  return Object.fromEntries(pairs);
}

/** How many Sites there are, as the list of an admin says. */
async function count(page: Page): Promise<number> {
  const list = await page.context().newPage();
  await list.goto('/sites');
  const text = await list.getByText(/^Rows 1–\d+ of [\d,]+$/).innerText();
  await list.close();
  return Number(/of (.+)/.exec(text)?.[1]?.replaceAll(',', ''));
}

describe('imports in the console', () => {
  it('takes a folder of checkouts, refuses what is malformed by name, and changes nothing before Apply', async () => {
    for (const repository of ['ai-pepe', 'bloom']) cpSync(path.join(manifestFolder, repository), path.join(folder, repository), { recursive: true });
    mkdirSync(path.join(folder, 'torn', '.openai'), { recursive: true });
    writeFileSync(path.join(folder, 'torn', '.openai', 'hosting.json'), '{ "project_id": ');
    const page = await demo.as('admin');
    await visit(page, '/imports');
    const before = await count(page);
    await choose(page, 'Choose a folder', folder);
    await page.getByText('3 manifests.').waitFor();
    await check(page);
    expect(await figures(page)).toEqual({ 'To register': 2, 'To change': 0, Unchanged: 0, Refused: 1, 'Passed over': 0 });
    await page.getByRole('row', { name: /torn\/\.openai\/hosting\.json/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await count(page)).toBe(before);

    await apply(page);
    expect(await figures(page)).toMatchObject({ Registered: 2, Refused: 1 });
    expect(await count(page)).toBe(before + 2);
    await check(page);
    expect(await figures(page)).toEqual({ 'To register': 0, 'To change': 0, Unchanged: 2, Refused: 1, 'Passed over': 0 });
    await page.getByText('Everything is here already, as it should be.').waitFor();
  });

  it('takes a zip', async () => {
    const page = await demo.as('admin');
    await visit(page, '/imports');
    const before = await count(page);
    const zip = await zipOf([
      { path: 'zipped-one/.openai/hosting.json', content: '{ "project_id": "appgprj_6a9cfbf5a318819198087935c8557e11", "d1": "DB" }' },
      { path: 'zipped-two/.openai/hosting.json', content: '{ "project_id": "appgprj_6a9cfbf5a318819198087935c8557e12" }' },
      { path: 'up/outside/.openai/hosting.json', content: '{ "project_id": "appgprj_6a9cfbf5a318819198087935c8557e13" }' },
    ]);
    // No tool writes a path that leads out of the archive; whoever means harm does.
    const buffer = Buffer.from(zip.toString('latin1').replaceAll('up/outside', '../outside'), 'latin1');
    await choose(page, 'Choose files', { name: 'checkouts.zip', mimeType: 'application/zip', buffer });
    await check(page);
    expect(await figures(page)).toMatchObject({ 'To register': 2, Refused: 1 });
    expect(await count(page)).toBe(before);
    await apply(page);
    expect(await count(page)).toBe(before + 2);
    await page.getByRole('link', { name: /zipped.one/i }).click();
    await page.getByRole('heading', { level: 1, name: /zipped.one/i }).waitFor();
    await page.getByRole('main').getByText('Incomplete', { exact: true }).waitFor();
  });

  it('takes a CSV and shows each field before and after', async () => {
    const page = await demo.as('admin');
    await visit(page, '/imports?kind=csv');
    const before = await count(page);
    const csv = 'slug,title,owner_email\npress-clippings,Press Clippings of the Month,rosalind.carter@example.com\nborn-in-a-sheet,Born in a Sheet,owner@example.com\nno-owner,No Owner,nobody-knows@example.com\n';
    await choose(page, 'Choose a file', { name: 'sites.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await check(page);
    expect(await figures(page)).toMatchObject({ 'To register': 1, 'To change': 1, Refused: 1 });
    const changed = page.getByRole('listitem').filter({ hasText: 'press-clippings' }).or(page.getByRole('listitem').filter({ hasText: 'Press Clippings of the Month' })).first();
    expect(await changed.innerText()).toMatch(/Press Clippings[\s\S]*Press Clippings of the Month/);
    expect(await page.getByRole('row', { name: /Line 4/ }).innerText()).toContain('owner_email');
    expect(await count(page)).toBe(before);
    await apply(page);
    expect(await count(page)).toBe(before + 1);
    await check(page);
    expect(await figures(page)).toMatchObject({ 'To register': 0, 'To change': 0, Unchanged: 2, Refused: 1 });
    await visit(page, '/sites/press-clippings');
    await page.getByRole('heading', { level: 1, name: 'Press Clippings of the Month' }).waitFor();
  });

  it('goes on with a large CSV when its page is closed, and tells the result to whoever comes back', async () => {
    const page = await demo.as('admin');
    await visit(page, '/imports?kind=csv');
    const rows = 15_000;
    const filler = 'What it is for, at length. '.repeat(35);
    const csv = `slug,title,purpose\n${Array.from({ length: rows }, (_, at) => `many-${at},Many ${at},"${filler}"\n`).join('')}`;
    // Larger than what Next passes on through its proxy unless it is told otherwise.
    expect(csv.length).toBeGreaterThan(11 * 1024 * 1024);
    const file = path.join(folder, 'many.csv');
    writeFileSync(file, csv);
    await choose(page, 'Choose a file', file);
    await check(page);
    expect(await figures(page)).toMatchObject({ 'To register': rows, Refused: 0 });
    await page.getByText(`The first 1,000 of 15,000`).waitFor();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    const progress = page.getByRole('progressbar', { name: 'Applying' });
    await progress.and(page.locator(`[aria-valuemax="${rows}"]`)).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const context = page.context();
    const later = await context.newPage();
    await page.goto('about:blank');

    await later.goto('/imports?kind=csv');
    const recent = later.getByRole('region', { name: 'Recent imports' });
    await recent.getByText('Applied: 15,000 registered, 0 changed, 0 unchanged, 0 refused.').waitFor({ timeout: 60_000 });
    await recent.getByText('Checked: 15,000 to register').waitFor();
    await later.close();
  });

  it('takes the platform’s feed, and flags a public Site at once', async () => {
    const page = await demo.as('admin');
    await visit(page, '/imports?kind=feed');
    const feed = { sites: [siteObject({ projectId: 'appgprj_6a9cfbf5a318819198087935c8557e21', slug: 'open-door', title: 'Open Door', report: 1, mode: 'public' })] };
    await page.getByLabel('Or paste it').fill(JSON.stringify(feed));
    await check(page);
    expect(await figures(page)).toMatchObject({ 'To register': 1, Refused: 0 });
    await apply(page);
    await visit(page, '/sites?condition=over_exposed&q=open-door');
    const row = page.getByRole('row', { name: /Open Door/ });
    expect(await row.innerText()).toContain('Over-exposed');
    expect(await row.innerText()).toContain('Wider');
    expect(await row.innerText()).toContain('Owner and admins');
    await row.getByRole('link', { name: 'Open Door' }).click();
    await page.getByRole('link', { name: 'Access', exact: true }).click();
    await page.getByRole('region', { name: 'Observed audience' }).getByText('Anyone on the internet').waitFor();
    await page.getByRole('region', { name: 'Approved audience' }).getByText('Owner and admins', { exact: true }).waitFor();
  });

  it('says what is wrong with what can’t be read', async () => {
    const page = await demo.as('admin');
    await visit(page, '/imports?kind=feed');
    await page.getByLabel('Or paste it').fill('{ "sites": [');
    await page.getByRole('button', { name: 'Check, without changing anything' }).click();
    await page.getByRole('alert').filter({ hasText: 'It is not valid JSON' }).waitFor();
  });
});
