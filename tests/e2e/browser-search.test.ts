import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { chips, chipWords, filterText, openText, query, searchBox, titles, writeFilter } from '../support/filter-page';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

describe('searching', () => {
  it('shows what is found while one types, as one step of the history', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?state=live');
    await page.keyboard.press('/');
    for (const [letters, found] of [['pip', 'pip'], ['eli', 'pipeli'], ['ne radar', 'pipeline radar']] as const) {
      await page.keyboard.type(letters);
      await expect.poll(() => query(page)).toEqual({ state: 'live', q: found });
    }
    await expect.poll(() => titles(page)).toEqual(['Pipeline Radar']);
    await page.goBack();
    await expect.poll(() => query(page)).toEqual({ state: 'live' });
    await expect.poll(() => searchBox(page).inputValue()).toBe('');
    await page.goForward();
    await expect.poll(() => searchBox(page).inputValue()).toBe('pipeline radar');
  });

  it('begins a new step with Enter', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    for (const text of ['radar', 'forecast']) {
      await searchBox(page).fill(text);
      await searchBox(page).press('Enter');
      await expect.poll(() => query(page)).toEqual({ q: text });
    }
    await page.goBack();
    await expect.poll(() => query(page)).toEqual({ q: 'radar' });
  });

  it('never lets an older answer take the place of a newer one', async () => {
    const page = await demo.as('admin');
    const held: Route[] = [];
    await page.route((url) => url.pathname === '/sites' && url.searchParams.get('q') === 'desk', (route) => {
      held.push(route);
    });
    await visit(page, '/sites');
    await searchBox(page).fill('desk');
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await searchBox(page).fill('radar');
    await expect.poll(() => titles(page)).toEqual(['Pipeline Radar']);
    for (const route of held) await route.continue().catch(() => undefined);
    await page.evaluate(() => fetch('/readyz'));
    expect(await titles(page)).toEqual(['Pipeline Radar']);
    expect(await searchBox(page).inputValue()).toBe('radar');
    await page.goBack();
    await expect.poll(() => query(page)).toEqual({});
  });

  it.each(['%', '_', '😀', 'שלום', '"', 'a,b', '-x', 'state:live'])('takes %s literally, and keeps it through the text form', async (text) => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await searchBox(page).fill(text);
    await expect.poll(() => query(page)).toEqual({ q: text });
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await filterText(page).press('Enter');
    expect(query(page)).toEqual({ q: text });
  });
});

describe('the filter as text', () => {
  it('is one and the same with the chips and the address', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?sort=-title');
    await openText(page);
    await writeFilter(page, 'is:expired -state:retired,draft has:owner dept:Sales "two  words" more');
    await expect.poll(() => query(page)).toEqual({
      sort: '-title',
      state: '-retired,-draft',
      condition: 'expired',
      owner: '-none',
      department: 'Sales',
      q: 'two  words more',
    });
    await expect.poll(() => filterText(page).inputValue()).toBe('-state:retired,draft condition:expired -owner:none department:Sales "two  words more"');
    expect((await chipWords(page)).toSorted()).toEqual(['Condition: Expired', 'Department: Sales', 'Owner: somebody', 'State: not Draft', 'State: not Retired']);
    await chips(page).getByRole('link', { name: 'Remove State: not Draft' }).click();
    await expect.poll(() => filterText(page).inputValue()).toContain('-state:retired condition:expired');
    await expect.poll(() => query(page)['state']).toBe('-retired');
    await page.goBack();
    await expect.poll(() => filterText(page).inputValue()).toContain('-state:retired,draft');
    await filterText(page).press('Escape');
    await expect.poll(() => searchBox(page).inputValue()).toBe('two  words more');
  });

  it('suggests how to go on', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    await openText(page);
    await filterText(page).pressSequentially('sta');
    await page.getByRole('option', { name: /state:/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('ret');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => filterText(page).inputValue()).toBe('state:retired ');
    await page.keyboard.press('Enter');
    await expect.poll(() => query(page)).toEqual({ state: 'retired' });
  });

  it('names what it can’t understand, and changes nothing', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?state=live');
    await openText(page);
    await writeFilter(page, 'stat:live expires:soon colour:blue');
    const alert = page.getByRole('search').getByRole('alert');
    await expect.poll(() => alert.getByRole('listitem').count()).toBe(3);
    expect(await alert.innerText()).toMatch(/no filter “stat”\. Did you mean “state:”[^]*“soon” is no date[^]*no filter “colour”\. Choose from state,/);
    expect(await filterText(page).getAttribute('aria-invalid')).toBe('true');
    expect(query(page)).toEqual({ state: 'live' });
    expect(await axeFindings(page)).toEqual([]);
    await writeFilter(page, 'state:draft');
    await expect.poll(() => query(page)).toEqual({ state: 'draft' });
    expect(await alert.getByRole('listitem').count()).toBe(0);
  });
});
