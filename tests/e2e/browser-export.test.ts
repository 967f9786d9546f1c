import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
let superuser: pg.Client;
beforeAll(async () => {
  demo = await openDemoConsole();
  superuser = new pg.Client({ connectionString: demo.database.ownerUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await demo.close();
});

/** Chooses a format behind Export and gives what the browser saved. */
async function take(page: Page, format: 'CSV' | 'JSON Lines'): Promise<{ name: string; text: string }> {
  await page.getByText('Export', { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: new RegExp(`^${format}`) }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

describe('the export behind the list', () => {
  it('saves what matches as CSV and as JSON Lines, and says when it is done', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?state=live');
    const csv = await take(page, 'CSV');
    const region = page.getByRole('region', { name: 'Export' });
    await region.getByText('Export finished').waitFor();
    const lines = csv.text.split('\r\n').length - 2;
    await region.getByText(`${lines} Sites exported.`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(csv.name).toBe('siteward-sites.csv');
    expect(csv.text.startsWith('\ufeffid,project_id,slug,')).toBe(true);

    await region.getByRole('button', { name: 'Close' }).click();
    const json = await take(page, 'JSON Lines');
    const sites = json.text.trimEnd().split('\n').map((line) => JSON.parse(line) as { state: string });
    expect(sites).toHaveLength(lines);
    expect(new Set(sites.map(({ state }) => state))).toEqual(new Set(['live']));
  });

  it('says that it is under way until the file is there, and can be sent out of sight', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    // What the export reads beside the Sites is kept from it for a while.
    await superuser.query('BEGIN; LOCK TABLE department IN ACCESS EXCLUSIVE MODE');
    await page.getByText('Export', { exact: true }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: /^JSON Lines/ }).click();
    const region = page.getByRole('region', { name: 'Export' });
    await region.getByRole('progressbar', { name: /^(Preparing the export|Exporting Sites)$/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await superuser.query('ROLLBACK');
    await (await saved).path();
    await region.getByText(/^\d+ Sites exported\.$/).waitFor();
    await region.getByRole('button', { name: 'Close' }).click();
    await region.waitFor({ state: 'detached' });
  });

  it('works without JavaScript', async () => {
    const page = await demo.as('admin', { javaScript: false });
    await page.goto('/sites?state=live');
    expect((await take(page, 'CSV')).text).toContain('\r\n');
  });

  it('breaks the transfer off when it loses its database, and names the rows that came', async () => {
    await superuser.query(`INSERT INTO site (id, slug, title, purpose, updated_at) SELECT gen_random_uuid(), 'much-' || n, 'Much ' || n, repeat('much to read, ', 40), now() FROM generate_series(1, 60000) n`);
    const page = await demo.as('admin', { expect: [/net::ERR_/] });
    await visit(page, '/sites');
    const id = crypto.randomUUID();
    const begun = await page.evaluate(async (task) => {
      const response = await fetch(`/api/v1/sites/export?task=${task}`);
      const reader = response.body?.getReader();
      Object.assign(window, { reader });
      return (await reader?.read())?.value?.length ?? 0;
    }, id);
    expect(begun).toBeGreaterThan(0);

    await superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'siteward' AND query LIKE 'FETCH%'`);

    const end = await page.evaluate(async () => {
      const { reader } = window as unknown as { reader: ReadableStreamDefaultReader<Uint8Array> };
      try {
        while (!(await reader.read()).done);
        return 'as if complete';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(end).toBe('TypeError');
    await expect
      .poll(() => page.evaluate(async (task) => ((await (await fetch(`/api/v1/tasks/${task}`)).json()) as { message: string }).message, id))
      .toMatch(/^The export broke off after [\d,]+ rows\. Start it again\.$/);
  });
});
