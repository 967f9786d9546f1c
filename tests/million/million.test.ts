import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBenchDatabase } from '@/bench/data/bench-database';
import { copyForRun } from '@/bench/run/run-copy';
import { Cleanup } from '@/scripts/support/processes';
import { startApp, startWorkerProcess } from '../support/app';
import { launchBrowser, type TestBrowser } from '../support/browser';
import { regionOf, rowOf, rowsOf, scrollTo } from '../support/numbered-sites';
import { signInAs } from '../support/sign-in';
import { visit } from '../support/visit';

/*
 * The list with a million Sites in a real browser: npm run test:million. Apart from npm test, because the workspace takes
 * minutes to make; it is the one of npm run bench, which is left as it was.
 */
const sites = Number(process.env.SITEWARD_MILLION ?? 1_000_000);
const cleanup = new Cleanup();
let url: string;
let databaseUrl: string;
let ownerUrl: string;
let browser: TestBrowser;

beforeAll(async () => {
  const { server } = await openBenchDatabase({ sites, seed: 1, log: console.error }, cleanup);
  const copy = await copyForRun(server, cleanup);
  ({ ownerUrl, appUrl: databaseUrl } = copy);
  const app = await startApp({ databaseUrl });
  cleanup.add(() => app.stop());
  const worker = await startWorkerProcess({ databaseUrl });
  cleanup.add(() => worker.stop());
  browser = await launchBrowser(app.url);
  cleanup.add(() => browser.close());
  url = app.url;
}, 60 * 60_000);
afterAll(() => cleanup.run(), 60_000);

async function openList(address: string): Promise<Page> {
  const page = await browser.newPage();
  await signInAs(page.context(), 'admin@example.com', { url, databaseUrl });
  await visit(page, address);
  await page.getByText(/^Rows [1-9][\d,]*–/).waitFor();
  return page;
}

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The Site at a place of the list by title, from the table itself. */
async function titleAt(index: number): Promise<string> {
  const [row] = await query<{ title: string }>('SELECT s.title FROM site_index i JOIN site s ON s.id = i.site_id ORDER BY i.title_sort, i.site_id OFFSET $1 LIMIT 1', [index]);
  return row?.title ?? '';
}

const count = async (where: string): Promise<number> => (await query<{ count: number }>(`SELECT count(*)::int AS count FROM site s WHERE ${where}`))[0]?.count ?? 0;
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Chosen Sites' });
const shown = (value: number): string => value.toLocaleString('en-US');

describe('a million Sites', () => {
  it('are scrolled through from the first to the last', async () => {
    const page = await openList('/sites?view=all');
    for (const index of [0.25, 0.5, 0.9].map((share) => Math.floor(sites * share))) {
      const before = await regionOf(page).evaluate((element) => element.scrollHeight);
      await scrollTo(page, Math.round((before - 900) * (index / sites)));
      await rowsOf(page).nth(5).getByRole('link').waitFor();
      const at = Number(await rowsOf(page).nth(5).getAttribute('aria-rowindex')) - 2;
      expect(Math.abs(at - index)).toBeLessThan(sites / 100);
      await expect.poll(() => rowOf(page, at).getByRole('link').innerText()).toBe(await titleAt(at));
      expect(await regionOf(page).evaluate((element) => element.scrollHeight)).toBe(before);
      expect(await rowsOf(page).count()).toBeLessThan(100);
    }
    await regionOf(page).focus();
    await page.keyboard.press('End');
    await expect.poll(() => rowOf(page, sites - 1).getByRole('link').innerText()).toBe(await titleAt(sites - 1));
  });

  it('are searched while one types, by a common word, a rare one and none', async () => {
    const page = await openList('/sites?view=all');
    const box = page.getByRole('searchbox', { name: 'Search Sites' });
    for (const text of ['dashboard', 'carbon', '50%', 'zzqxjv']) {
      await box.fill(text);
      const total = await count(`EXISTS (SELECT FROM site_text t WHERE t.site_id = s.id AND strpos(t.body, '${text}') > 0)`);
      await page.getByRole('heading', { level: 1 }).locator('..').getByText(shown(total), { exact: true }).waitFor();
      if (total === 0) await page.getByText('No Site fits these filters').waitFor();
      else await rowOf(page, 0).getByRole('link').waitFor();
    }
  });

  it('are counted by every facet', async () => {
    const page = await openList('/sites?view=all&audience=workspace_all');
    await page.getByRole('search').getByRole('button', { name: 'State' }).first().click();
    const live = await count(`s.audience = 'workspace_all' AND s.state = 'live'`);
    await page.getByRole('group', { name: 'State', exact: true }).getByText(shown(live), { exact: true }).waitFor();
  });

  it('are all chosen at once; those of them that a filter leaves are changed, each with its event', async () => {
    const page = await openList('/sites?view=all');
    const chooseAll = async (): Promise<void> => {
      await page.getByRole('checkbox', { name: /^Choose all/ }).click();
      await bar(page).getByRole('button', { name: /^Choose all [\d,]+ that match/ }).click();
    };
    await chooseAll();
    await bar(page).getByText(`${shown(sites)} chosen`).waitFor();

    const where = `s.state = 'live' AND s.department_id = (SELECT id FROM department WHERE name = 'Sales') AND s.expires_at IS NOT NULL AND s.classification = 'company_wide'`;
    await visit(page, '/sites?view=all&state=live&department=Sales&expires=any&classification=company_wide');
    const matching = await count(where);
    expect(matching).toBeGreaterThan(sites / 100);
    await chooseAll();
    await bar(page).getByText(`${shown(matching)} chosen`).waitFor();
    await bar(page).getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Add tags' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('of-a-million');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('A test of many.');
    await dialog.getByRole('button', { name: 'See what will happen' }).click();
    await page.waitForURL(/\/bulk-actions\//);
    await page.getByRole('button', { name: `Run on ${shown(matching)} Sites` }).click({ timeout: 300_000 });
    await expect.poll(() => count(`'of-a-million' = ANY (s.tags)`), { timeout: 300_000, interval: 500 }).toBe(matching);
    await expect
      .poll(() => query(`SELECT count(*)::int AS events, count(DISTINCT site_id)::int AS sites FROM audit_event WHERE type = 'site.edited' AND body::jsonb #>> '{data,bulkId}' = (SELECT id::text FROM bulk_action ORDER BY created_at DESC LIMIT 1)`), { timeout: 30_000 })
      .toEqual([{ events: matching, sites: matching }]);
  });

  it('are taken along as CSV, every one', async () => {
    const page = await openList('/sites?view=all');
    await page.getByText('Export', { exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 300_000 }), page.getByRole('link', { name: /^CSV/ }).click()]);
    const file = path.resolve(await download.path());
    const ids = new Set<string>();
    for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
      const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=,)/.exec(line)?.[0];
      if (id !== undefined) ids.add(id);
    }
    expect(ids.size).toBe(sites);
    await page.getByRole('region', { name: 'Export' }).getByText('Export finished').waitFor({ timeout: 60_000 });
  });
});
