import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { regionOf, rowOf, rowsOf, scrollTo } from '../support/numbered-sites';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

/** The names of the Sites in the list, without their slugs. */
async function titles(page: Page): Promise<string[]> {
  const names = await page.getByRole('rowheader').getByRole('link').allInnerTexts();
  return names.map((name) => name.split('\n')[0] ?? '');
}

/** Waits for all Sites, from the first on. */
const wholeList = (page: Page): Promise<void> => page.getByText(/^Rows 1–\d+ of 78$/).waitFor();

const byName = (left: string, right: string) => left.localeCompare(right, 'en', { sensitivity: 'base' });

describe('the list of Sites', () => {
  it('searches as one types, and the address says what for', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await page.getByRole('searchbox', { name: 'Search Sites' }).fill('radar');
    await page.waitForURL('/sites?q=radar');
    await expect.poll(() => titles(page)).toEqual(['Pipeline Radar']);
    await page.getByText('1 Site', { exact: true }).waitFor();
  });

  it('filters by ticking, shows each choice and takes it back', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await page.getByRole('button', { name: 'State' }).first().click();
    await page.getByRole('checkbox', { name: 'Disabled' }).check();
    await page.waitForURL('/sites?state=disabled');
    await page.getByRole('checkbox', { name: 'Retired' }).check();
    await page.waitForURL('/sites?state=disabled,retired');
    await page.keyboard.press('Escape');
    await expect.poll(() => titles(page)).toEqual(['Legacy CRM Export', 'Office Wi-Fi Map', 'Support Macro Tester']);
    const active = page.getByRole('list', { name: 'Active filters' });
    await active.getByRole('link', { name: 'Remove State: Retired' }).click();
    await page.waitForURL('/sites?state=disabled');
    await expect.poll(() => titles(page)).toEqual(['Office Wi-Fi Map', 'Support Macro Tester']);
    await active.getByRole('link', { name: 'Clear all' }).click();
    await page.waitForURL('/sites');
    await wholeList(page);
  });

  it('gives the same list to whoever is sent the address', async () => {
    const page = await demo.as('reviewer');
    await visit(page, '/sites?condition=over_exposed,drifted&sort=-title');
    const shown = await titles(page);
    expect(shown).toContain('Spring Launch Microsite');
    expect(shown).toEqual([...shown].sort(byName).reverse());
    await page.getByRole('list', { name: 'Active filters' }).getByText('Condition: Drifted').waitFor();
  });

  it('sorts by a header, both ways, and Back goes back', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const header = page.getByRole('columnheader', { name: 'Site', exact: true });
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('columnheader', { name: 'Owner' }).getByRole('link').click();
    await page.waitForURL('/sites?sort=owner');
    await expect.poll(() => page.getByRole('columnheader', { name: 'Owner' }).getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('columnheader', { name: 'Owner' }).getByRole('link').click();
    await page.waitForURL('/sites?sort=-owner');
    await expect.poll(() => page.getByRole('columnheader', { name: 'Owner' }).getAttribute('aria-sort')).toBe('descending');
    await page.goBack();
    await page.waitForURL('/sites?sort=owner');
    await page.goBack();
    await page.waitForURL('/sites');
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
  });

  it('shows each Site once from top to bottom, and the links lead through the same', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await wholeList(page);
    const seen = new Map<string, string>();
    for (let top = 0; seen.size < 78; top += 400) {
      await scrollTo(page, top);
      await rowOf(page, Math.min(77, Math.ceil(top / 32))).waitFor();
      await expect.poll(() => regionOf(page).locator('tr[data-empty][aria-rowindex]').count()).toBe(0);
      // At one moment: the rows that are drawn are others after each scroll.
      const drawn = await rowsOf(page).evaluateAll((rows) => rows.map((row) => [row.getAttribute('aria-rowindex') ?? '', row.querySelector('a')?.innerText ?? ''] as const));
      for (const [index, name] of drawn) seen.set(index, name);
      expect(top).toBeLessThan(78 * 32);
    }
    expect(new Set(seen.values()).size).toBe(78);

    await visit(page, '/sites');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL(/[?&]cursor=/);
    await page.getByText(/^Rows 51–\d+ of 78$/).waitFor();
    await page.goBack();
    await wholeList(page);
  });

  it('names a filter that there is not, with the way out', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?state=asleep&owner=me');
    const alert = page.getByRole('alert').filter({ hasText: 'This list can’t be filtered like that' });
    expect(await alert.innerText()).toContain('There is no value “asleep” here.');
    await alert.getByRole('link', { name: 'Remove “state”' }).click();
    await page.waitForURL('/sites?owner=me');
    await page.getByText(/^No Site fits|^\d+ Sites?$/).first().waitFor();

    await visit(page, '/sites?cursor=from-elsewhere');
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.waitForURL('/sites');
    await wholeList(page);
  });

  it('chooses columns, as a part of the address', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Last visited' }).check();
    await page.getByRole('columnheader', { name: 'Last visited' }).waitFor();
    expect(page.url()).toContain('columns=');
  });
});

describe('the keyboard', () => {
  it('searches, walks the rows and opens one', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await page.keyboard.press('/');
    await page.keyboard.type('forecast');
    await page.waitForURL('/sites?q=forecast');
    await expect.poll(() => titles(page)).toContain('Forecast Room');
    await visit(page, '/sites');
    const [one = '', two = ''] = await titles(page);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.keyboard.press('j');
    expect(await focused()).toContain(one);
    await page.keyboard.press('j');
    expect(await focused()).toContain(two);
    await page.keyboard.press('k');
    expect(await focused()).toContain(one);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: two, exact: true }).waitFor();
  });

  it('finds a Site from anywhere', async () => {
    const page = await demo.as('admin');
    await visit(page, '/settings/tokens');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('searchbox').waitFor();
    await page.keyboard.type('vulnerab');
    await palette.getByRole('menuitem', { name: /Vulnerability Triage/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Vulnerability Triage' }).waitFor();
  });

  it('lists its shortcuts, and goes where they say', async () => {
    const page = await demo.as('admin');
    await visit(page, '/');
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.getByText('Go to Audit').waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForURL('/audit');
  });
});

describe('without JavaScript', () => {
  it('lists, sorts, turns pages, searches and filters', async () => {
    const page = await demo.as('admin', { javaScript: false });
    await page.goto('/sites');
    expect(await titles(page)).toHaveLength(50);
    await page.getByRole('columnheader', { name: 'Expires' }).getByRole('link').click();
    await page.waitForURL('/sites?sort=expiresAt');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('28 of 78 Sites').waitFor();
    expect(await titles(page)).toHaveLength(28);
    await page.goto('/sites?sort=-title');
    await page.getByRole('searchbox', { name: 'Search Sites' }).fill('desk');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/q=desk/);
    expect(page.url()).toContain('sort=-title');
    expect(await titles(page)).toEqual(['Discount Desk', 'Deal Desk Notes']);
    await page.goto('/sites');
    await page.locator('summary', { hasText: 'Filters' }).click();
    await page.getByRole('listbox', { name: 'State' }).selectOption('disabled');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/state=disabled/);
    expect(await titles(page)).toEqual(['Office Wi-Fi Map', 'Support Macro Tester']);
    await page.getByRole('link', { name: 'Office Wi-Fi Map' }).click();
    await page.getByRole('heading', { level: 1, name: 'Office Wi-Fi Map' }).waitFor();
  });
});
