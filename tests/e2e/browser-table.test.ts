import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import type { DemoConsole } from '../support/demo-console';
import { headOf, numberedCount, numberedList, openList, openNumberedSites, regionOf, rowOf, rowsOf, scrollTo, titleOf } from '../support/numbered-sites';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openNumberedSites();
});
afterAll(() => demo.close());

const search = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
const heads = (page: Page): Promise<(string | null)[]> => page.getByRole('columnheader').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')).filter((label) => label !== null));
const position = (page: Page): Locator => page.getByRole('navigation', { name: 'Pages' }).locator('p').first();

describe('the columns', () => {
  it('are chosen, ordered, pinned and reset, as a part of the address', async () => {
    const page = await openList(demo);
    await page.getByRole('button', { name: 'Columns' }).click();
    const chooser = page.getByRole('group', { name: 'Columns' });
    await chooser.getByRole('checkbox', { name: 'Registered' }).check();
    await headOf(page, 'Registered').waitFor();
    // The document had no such field: the cells are filled by themselves.
    await rowOf(page, 0).locator('td').last().locator('time').waitFor();
    await chooser.getByRole('checkbox', { name: 'Audience', exact: true }).uncheck();
    await chooser.getByRole('button', { name: 'Move Owner left' }).click();
    await chooser.getByRole('button', { name: 'Pin Expires' }).click();
    // The address follows a moment after the click, and the heads follow the address.
    await expect.poll(() => heads(page)).toEqual(['Site', 'Expires', 'Owner', 'State', 'Conditions', 'Classification', 'Department', 'Data sources', 'Completeness', 'Registered']);
    expect(search(page).get('columns')).toBe('expires!,owner,state,conditions,classification,department,sources,completeness,created');
    await page.reload();
    expect((await heads(page)).slice(0, 3)).toEqual(['Site', 'Expires', 'Owner']);
    await visit(page, page.url());
    await page.getByRole('button', { name: 'Columns' }).click();
    await chooser.getByRole('button', { name: 'Reset columns' }).click();
    await expect.poll(() => search(page).has('columns')).toBe(false);
  });

  it('are chosen with the keyboard, which stays on what it ticked', async () => {
    const page = await openList(demo);
    await page.getByRole('button', { name: 'Columns' }).press('Enter');
    const chooser = page.getByRole('group', { name: 'Columns' });
    const tick = (name: string) => chooser.getByRole('checkbox', { name });
    const move = chooser.getByRole('button', { name: 'Move State right' });
    for (const [control, key] of [[tick('Registered'), 'Space'], [tick('State'), 'Space'], [tick('State'), 'Space'], [chooser.getByRole('button', { name: 'Move State left' }), 'Enter'], [move, 'Enter']] as const) {
      await control.focus();
      const before = page.url();
      await page.keyboard.press(key);
      await expect.poll(() => page.url()).not.toBe(before);
      expect(await control.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    expect(await tick('Registered').isChecked()).toBe(true);
    expect(search(page).get('columns')).toMatch(/,created,state$/);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('stay in sight when they are pinned', async () => {
    const page = await openList(demo, `${numberedList}&columns=expires!,state,audience,owner,conditions,classification,department,sources,completeness,created`);
    const before = await headOf(page, 'Expires').boundingBox();
    await regionOf(page).evaluate((element) => (element.scrollLeft = 500));
    expect(await regionOf(page).evaluate((element) => element.scrollLeft)).toBe(500);
    expect((await headOf(page, 'Expires').boundingBox())?.x).toBe(before?.x);
    expect((await rowOf(page, 3).getByRole('rowheader').boundingBox())?.x).toBe((await headOf(page, 'Site').boundingBox())?.x);
    expect((await headOf(page, 'State').boundingBox())?.x).toBeLessThan(before?.x ?? 0);
  });

  it('are moved by dragging their heads, or with Alt and the arrows', async () => {
    const page = await openList(demo);
    await headOf(page, 'Owner').getByRole('link').dragTo(headOf(page, 'State'));
    await expect.poll(() => heads(page).then((all) => all.slice(0, 4))).toEqual(['Site', 'Owner', 'State', 'Audience']);
    await headOf(page, 'Owner').getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => heads(page).then((all) => all.slice(0, 4))).toEqual(['Site', 'State', 'Owner', 'Audience']);
    expect(await headOf(page, 'Owner').getByRole('link').evaluate((link) => link === document.activeElement)).toBe(true);
  });

  it('are resized with the pointer and the keyboard, and reset', async () => {
    const page = await openList(demo);
    const handle = page.getByRole('separator', { name: 'Width of State' });
    const usual = Number(await handle.getAttribute('aria-valuenow'));
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => headOf(page, 'State').evaluate((element) => element.getBoundingClientRect().width)).toBe(usual + 60);
    const box = await handle.boundingBox();
    if (box === null) throw new Error('The handle is not there.');
    await page.mouse.move(box.x + 4, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 44, box.y + 8, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => search(page).get('columns')).toContain(`state:${usual + 100},`);
    await handle.dblclick();
    await expect.poll(() => search(page).has('columns')).toBe(false);
  });

  it('that there are not are named, with the way out', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?columns=colour&density=huge');
    const alert = page.getByRole('alert').filter({ hasText: 'There is no column “colour”' });
    await alert.getByText('There is no density “huge”').waitFor();
    await alert.getByRole('link', { name: 'Remove “columns”' }).click();
    await page.waitForURL('/sites?density=huge');
    await page.getByRole('link', { name: 'Remove “density”' }).click();
    await page.waitForURL('/sites');
  });
});

describe('the rows', () => {
  it('are compact or comfortable, and stay where they are', async () => {
    const page = await openList(demo);
    const height = () => rowOf(page, 1000).evaluate((row) => row.getBoundingClientRect().height);
    await scrollTo(page, 1000 * 32);
    await expect.poll(height).toBe(32);
    await page.getByRole('button', { name: 'Comfortable rows' }).click();
    await expect.poll(height).toBe(44);
    await page.getByText(/^Rows 1,001–/).waitFor();
    expect(search(page).get('density')).toBe('comfortable');
  });

  it('are sorted by several columns, empty values last', async () => {
    const page = await openList(demo);
    await headOf(page, 'Owner').getByRole('link').click();
    await page.waitForURL(/sort=owner$/);
    await headOf(page, 'Site').getByRole('link').click({ modifiers: ['Shift'] });
    await page.waitForURL(/sort=owner,title$/);
    await headOf(page, 'Site, 2nd sort key, ascending').getByRole('link').focus();
    await page.keyboard.press('Shift+Enter');
    await page.waitForURL(/sort=owner,-title$/);
    expect(await headOf(page, 'Owner').getAttribute('aria-sort')).toBe('ascending');
    expect(await headOf(page, 'Owner').getByRole('link').getAttribute('title')).toContain('Rows without a value stand last either way.');
    await expect.poll(() => rowOf(page, 0).getByRole('link').innerText()).toMatch(/Site 299[79]/);
    await visit(page, `${numberedList}&sort=-owner`);
    await regionOf(page).focus();
    await page.keyboard.press('End');
    await rowOf(page, numberedCount - 1).getByText('Nobody').waitFor();
  });

  it('are all reached by the scroll bar, few at a time, each in its place', async () => {
    const page = await openList(demo);
    const length = await regionOf(page).evaluate((element) => element.scrollHeight);
    expect(length).toBe(32 + numberedCount * 32);
    for (const index of [1500, 2500, 400]) {
      await scrollTo(page, index * 32);
      await page.getByText(`Rows ${(index + 1).toLocaleString('en-US')}–`).waitFor();
      expect(await rowOf(page, index).getByRole('link').innerText()).toBe(titleOf(index));
      expect(await regionOf(page).evaluate((element) => element.scrollHeight)).toBe(length);
      expect(await rowsOf(page).count()).toBeLessThan(80);
    }
    await regionOf(page).hover();
    for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, 400);
    await page.getByText(/^Rows 9\d\d–/).waitFor();
    const first = Number(/\d+/.exec(await position(page).innerText())?.[0]) - 1;
    expect(await rowOf(page, first + 5).getByRole('link').innerText()).toBe(titleOf(first + 5));
  });

  it('say in their place what went wrong, and come on the second try', async () => {
    const page = await demo.as('admin', { expect: [/503/] });
    await visit(page, numberedList);
    let isDown = true;
    await page.route('**/api/v1/sites?*', (route) => (isDown ? route.fulfill({ status: 503, json: { detail: 'The database is not reachable just now.' } }) : route.continue()));
    await scrollTo(page, 2000 * 32);
    const alert = regionOf(page).getByRole('alert').filter({ hasText: 'The database is not reachable just now.' });
    await alert.waitFor();
    isDown = false;
    // Without scrolling to it, as a click would: rows that come into sight are asked for anyway.
    await alert.getByRole('button', { name: 'Try again' }).evaluate((button: HTMLButtonElement) => button.click());
    expect(await rowOf(page, 2001).getByRole('link').innerText()).toBe(titleOf(2001));
  });

  it('have pages by link, which follow what is in sight', async () => {
    const page = await openList(demo);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL(/offset=50/);
    await page.getByText(/^Rows 51–/).waitFor();
    await page.goBack();
    await page.getByText(/^Rows 1–/).waitFor();
    await scrollTo(page, 1000 * 32);
    await rowOf(page, 1000).getByRole('link').waitFor();
    const next = new URL(String(await page.getByRole('link', { name: 'Next' }).getAttribute('href')), demo.url);
    await page.getByRole('link', { name: 'Next' }).click();
    const offset = Number(next.searchParams.get('offset'));
    await page.getByText(`Rows ${(offset + 1).toLocaleString('en-US')}–`).waitFor();
    expect(await rowOf(page, offset).getByRole('link').innerText()).toBe(titleOf(offset));
    // Whoever is sent the link begins there too.
    await visit(page, next.pathname + next.search);
    await page.getByText(`Rows ${(offset + 1).toLocaleString('en-US')}–`).waitFor();
    expect(await rowOf(page, offset).getByRole('link').innerText()).toBe(titleOf(offset));
  });

  it('change where they stand when somebody else changes them', async () => {
    const page = await openList(demo);
    const other = await demo.as('admin');
    await visit(other, numberedList);
    const before = await rowOf(page, 3).boundingBox();
    const site = (await (await other.request.get('/api/v1/sites/numbered-3')).json()) as { id: string };
    const answer = await other.request.patch(`/api/v1/sites/${site.id}`, { data: { title: 'Renamed meanwhile' }, headers: { origin: demo.url } });
    expect(answer.ok()).toBe(true);
    await rowOf(page, 3).getByText('changed, no longer fits').waitFor();
    expect(await rowOf(page, 3).boundingBox()).toEqual(before);
    await page.getByRole('button', { name: 'Show changes' }).click();
    await expect.poll(() => rowOf(page, 3).getByRole('link').innerText()).toBe(titleOf(4));
    await other.request.patch(`/api/v1/sites/${site.id}`, { data: { title: titleOf(3) }, headers: { origin: demo.url } });
  });
});

describe('without JavaScript', () => {
  it('turns pages forward and back', async () => {
    const page = await demo.as('admin', { javaScript: false });
    await page.goto(`${numberedList}&sort=title`);
    expect(await rowsOf(page).getByRole('link').allInnerTexts()).toEqual(Array.from({ length: 50 }, (_, at) => titleOf(at)));
    await page.getByRole('link', { name: 'Next' }).click();
    expect(await rowsOf(page).first().getByRole('link').innerText()).toBe(titleOf(50));
    await page.getByRole('link', { name: 'Previous' }).click();
    expect(await rowsOf(page).first().getByRole('link').innerText()).toBe(titleOf(0));
  });
});
