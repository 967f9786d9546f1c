import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The parameters of the page's address. */
export const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
/** The names of the Sites in the list. */
export const titles = async (page: Page) => (await page.getByRole('rowheader').getByRole('link').allInnerTexts()).map((name) => name.split('\n')[0] ?? '');
export const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search Sites' });
export const chips = (page: Page) => page.getByRole('list', { name: 'Active filters' });
/** What is filtered by, in words. */
export const chipWords = async (page: Page) => (await chips(page).getByRole('listitem').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== 'Clear all');
export const filterText = (page: Page) => page.getByRole('combobox', { name: 'Filter as text' });

/** Opens one facet and gives the box with its values. */
export async function openFacet(page: Page, label: string): Promise<Locator> {
  await page.getByRole('search').getByRole('button', { name: label }).first().click();
  return page.getByRole('group', { name: label, exact: true });
}

/** How many Sites a value of an open facet has, as it says. */
export async function countOf(box: Locator, label: string): Promise<number> {
  const row = box.getByRole('listitem').filter({ has: box.page().getByRole('checkbox', { name: label }) });
  await expect.poll(() => row.innerText()).toMatch(/\d/);
  return Number(/(\d[\d,]*)\s*(?:not)?$/.exec((await row.innerText()).trim())?.[1]?.replaceAll(',', ''));
}

/** The number beside the heading. */
export const totalOf = async (page: Page) => Number(/[\d,]+/.exec(await page.locator('header', { has: page.getByRole('heading', { level: 1 }) }).first().innerText())?.[0]?.replaceAll(',', ''));

/** Opens the text form by its key; what is pressed before React has arrived is lost, and pressed again. */
export async function openText(page: Page): Promise<void> {
  const opened = async () => {
    await page.keyboard.press('f');
    return filterText(page).waitFor({ timeout: 2000 }).then(() => true, () => false);
  };
  await expect.poll(opened).toBe(true);
}

/** Writes the whole filter and applies it. */
export async function writeFilter(page: Page, text: string): Promise<void> {
  await filterText(page).fill(text);
  await filterText(page).press('Enter');
}
