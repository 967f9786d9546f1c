import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, frameFindings } from '../support/a11y';
import type { DemoConsole } from '../support/demo-console';
import { filterText } from '../support/filter-page';
import { headOf, numberedCount, numberedList, openList, openNumberedSites, regionOf, rowOf, scrollTo, titleOf } from '../support/numbered-sites';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openNumberedSites();
});
afterAll(() => demo.close());

const search = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('the peek', () => {
  it('opens by space or button, follows the row, and gives the focus back', async () => {
    const page = await openList(demo);
    await page.keyboard.press('j');
    const before = await rowOf(page, 1).boundingBox();
    await page.keyboard.press('Space');
    const peek = page.getByRole('complementary', { name: 'Peek' });
    await peek.getByRole('heading', { name: titleOf(0) }).waitFor();
    await peek.getByText('Nobody named').waitFor();
    expect(search(page).get('peek')).toBe('numbered-0');
    expect(await rowOf(page, 1).boundingBox()).toEqual(before);
    await page.keyboard.press('j');
    await peek.getByRole('heading', { name: titleOf(1) }).waitFor();
    expect(search(page).get('peek')).toBe('numbered-1');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(titleOf(1));
    await rowOf(page, 5).hover();
    await rowOf(page, 5).getByRole('button', { name: `Peek at ${titleOf(5)}` }).click();
    await peek.getByRole('heading', { name: titleOf(5) }).waitFor();
    await page.goBack();
    await peek.waitFor({ state: 'detached' });
    await visit(page, `${numberedList}&peek=numbered-7`);
    await peek.getByRole('heading', { name: titleOf(7) }).waitFor();
  });

  it('is a sheet over a stack on narrow screens', async () => {
    const page = await demo.as('admin', { width: 390 });
    await visit(page, numberedList);
    await rowOf(page, 0).getByRole('button', { name: `Peek at ${titleOf(0)}` }).click();
    const peek = page.getByRole('complementary', { name: 'Peek' });
    await peek.getByRole('heading', { name: titleOf(0) }).waitFor();
    expect((await peek.boundingBox())?.width).toBe(390);
    await peek.getByRole('button', { name: 'Close the peek' }).click();
    await page.getByRole('button', { name: 'Show more' }).click();
    await rowOf(page, 149).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    // What lies over the foot of the page is not in the way of what stands there, nor of the peek.
    await page.getByRole('checkbox', { name: `Choose ${titleOf(149)}` }).check();
    const bar = page.getByRole('region', { name: 'Chosen Sites' });
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const foot = await page.getByRole('navigation', { name: 'Pages' }).boundingBox();
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual((await bar.boundingBox())?.y ?? 0);
    expect(await frameFindings(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await rowOf(page, 149).getByRole('button', { name: `Peek at ${titleOf(149)}` }).click();
    await peek.getByRole('heading', { name: titleOf(149) }).waitFor();
    expect(await bar.isVisible()).toBe(false);
  });
});

describe('the keyboard', () => {
  it('walks the rows from anywhere, and comes back to its row', async () => {
    const page = await openList(demo);
    for (const key of ['j', 'j', 'ArrowDown', 'k']) await page.keyboard.press(key);
    await expect.poll(() => focused(page)).toBe(titleOf(1));
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toBe(titleOf(numberedCount - 1));
    await page.keyboard.press('Home');
    await expect.poll(() => focused(page)).toBe(titleOf(0));
    // Far away its element is gone; the keys go on from it nevertheless.
    await scrollTo(page, 2000 * 32);
    await rowOf(page, 2000).getByRole('link').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => focused(page)).toBe(titleOf(1));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: titleOf(1) }).waitFor();
  });
});

describe('the shortcuts', () => {
  it('are all told by ?', async () => {
    const page = await openList(demo);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.waitFor();
    const told = await list.getByRole('term').allInnerTexts();
    for (const what of ['Search the list', 'Write the filter as text', 'Next row', 'Previous row', 'Open the row', 'Peek at the row', 'Choose the row', 'up to this one', 'Act on the chosen rows']) {
      expect(told.join('\n')).toContain(what);
    }
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search Sites' }).evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await regionOf(page).focus();
    await page.keyboard.press('f');
    await expect.poll(() => filterText(page).evaluate((box) => box === document.activeElement)).toBe(true);
  });
});

describe('the selection', () => {
  const bar = (page: Page): Locator => page.getByRole('region', { name: 'Chosen Sites' });

  it('is made row by row and as a range, with the pointer and the keys', async () => {
    const page = await openList(demo);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await bar(page).getByText('1 chosen').waitFor();
    for (const key of ['j', 'j', 'j', 'X']) await page.keyboard.press(key);
    await bar(page).getByText('4 chosen').waitFor();
    expect(await rowOf(page, 2).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('checkbox', { name: `Choose ${titleOf(1)}` }).uncheck();
    await bar(page).getByText('3 chosen').waitFor();
    // Most of this range was never loaded.
    await scrollTo(page, 700 * 32);
    await page.getByRole('checkbox', { name: `Choose ${titleOf(705)}` }).click({ modifiers: ['Shift'] });
    await bar(page).getByText('706 chosen').waitFor();
    await bar(page).getByRole('button', { name: 'Clear' }).click();
    await bar(page).waitFor({ state: 'detached' });
  });

  it('can be all that match, but for some', async () => {
    const page = await openList(demo);
    // A click, and not a check: rows that arrive a moment later are not chosen, and then the box shows that some are.
    await page.getByRole('checkbox', { name: 'Choose all rows that are loaded' }).click();
    // More rows arrive meanwhile, and are not chosen: the offer stays where it is.
    await scrollTo(page, 300 * 32);
    await rowOf(page, 300).getByRole('link').waitFor();
    await bar(page).getByRole('button', { name: 'Choose all 3,000 that match' }).click();
    await bar(page).getByText('3,000 chosen').waitFor();
    await page.getByRole('checkbox', { name: `Choose ${titleOf(305)}` }).uncheck();
    await bar(page).getByText('2,999 chosen').waitFor();
    await scrollTo(page, 2000 * 32);
    await expect.poll(() => page.getByRole('checkbox', { name: `Choose ${titleOf(2005)}` }).isChecked()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    // Another order is the same selection; another filter is not.
    await headOf(page, 'State').getByRole('link').click();
    await page.waitForURL(/sort=state/);
    await bar(page).getByText('2,999 chosen').waitFor();
    await page.getByRole('searchbox', { name: 'Search Sites' }).fill('Numbered Site 1');
    await page.waitForURL(/Site\+1/);
    await bar(page).waitFor({ state: 'detached' });
  });
});
