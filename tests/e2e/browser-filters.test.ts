import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, colourRules, frameFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { chips, chipWords, countOf, filterText, openFacet, openText, query, titles, totalOf } from '../support/filter-page';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

describe('facets', () => {
  it('say how many Sites each value has, leaving their own filter out', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const state = await openFacet(page, 'State');
    const disabled = await countOf(state, 'Disabled');
    const retired = await countOf(state, 'Retired');
    await state.getByRole('checkbox', { name: 'Disabled' }).check();
    await expect.poll(() => query(page)).toEqual({ state: 'disabled' });
    await expect.poll(() => titles(page).then(({ length }) => length)).toBe(disabled);
    expect(await countOf(state, 'Retired')).toBe(retired);
    await page.keyboard.press('Escape');
    const audience = await openFacet(page, 'Audience');
    const sum = async () => {
      const all = ['Owner and admins', 'Named people and groups', 'Whole workspace'].map((label) => countOf(audience, label));
      return (await Promise.all(all)).reduce((left, right) => left + right);
    };
    await expect.poll(sum).toBe(disabled);
  });

  it('ask again when the filter changes, and never show an older answer', async () => {
    const page = await demo.as('admin');
    const counts = (live: number) => ({ total: live, facets: { state: [{ value: 'live', label: 'Live', count: live }] } });
    const held: Route[] = [];
    await page.route('**/api/v1/sites/facets*', (route) => {
      if (!route.request().url().includes('state=draft')) return route.fulfill({ json: counts(11) });
      held.push(route);
      return undefined;
    });
    await visit(page, '/sites');
    const state = await openFacet(page, 'State');
    expect(await countOf(state, 'Live')).toBe(11);
    const width = (await state.boundingBox())?.width;
    await state.getByRole('checkbox', { name: 'Draft' }).check();
    await expect.poll(() => held.length).toBe(1);
    // The old count stays, in its place, until there is a new one.
    expect(await countOf(state, 'Live')).toBe(11);
    await state.getByRole('checkbox', { name: 'Draft' }).uncheck();
    await expect.poll(() => query(page)).toEqual({});
    await held[0]?.fulfill({ json: counts(99) }).catch(() => undefined);
    expect(await countOf(state, 'Live')).toBe(11);
    expect((await state.boundingBox())?.width).toBe(width);
  });

  it('can be chosen from while nobody can count', async () => {
    const page = await demo.as('admin', { expect: [/Failed to load resource.*503/] });
    await page.route('**/api/v1/sites/facets*', (route) => route.fulfill({ status: 503, json: {} }));
    await visit(page, '/sites');
    const state = await openFacet(page, 'State');
    await state.getByText('Counts unavailable').waitFor();
    await state.getByRole('checkbox', { name: 'Disabled' }).check();
    await expect.poll(() => query(page)).toEqual({ state: 'disabled' });
  });

  it('keep values out, by the “not” behind them or a click with Alt, and Back takes it back', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const state = await openFacet(page, 'State');
    await state.getByRole('button', { name: 'Not Live' }).click();
    await expect.poll(() => query(page)).toEqual({ state: '-live' });
    await state.getByText('Draft', { exact: true }).click({ modifiers: ['Alt'] });
    await expect.poll(() => query(page)).toEqual({ state: '-live,-draft' });
    expect(await chipWords(page)).toEqual(['State: not Live', 'State: not Draft']);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('cell', { name: /^(Live|Draft)$/ }).count()).toBe(0);
    await page.goBack();
    await expect.poll(() => query(page)).toEqual({ state: '-live' });
    const again = await openFacet(page, 'State');
    expect(await again.getByRole('button', { name: 'Not Live' }).getAttribute('aria-pressed')).toBe('true');
    // Let in after all: the one takes the place of the other.
    await again.getByRole('checkbox', { name: 'Live' }).check();
    await expect.poll(() => query(page)).toEqual({ state: 'live' });
  });

  it('ask for what is empty and what is not', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const box = await openFacet(page, 'Department');
    await box.getByRole('checkbox', { name: 'Is empty (none)' }).check();
    await expect.poll(() => query(page)).toEqual({ department: 'none' });
    expect(await chipWords(page)).toEqual(['Department: none']);
    const without = await countOf(box, 'Is empty (none)');
    await expect.poll(() => totalOf(page)).toBe(without);
    await box.getByRole('checkbox', { name: 'Is not empty (any)' }).check();
    await expect.poll(() => query(page)).toEqual({ department: '-none' });
    expect(await chipWords(page)).toEqual(['Department: any']);
    await expect.poll(() => totalOf(page)).toBe(78 - without);
  });

  it('find among many values, and take a tag that is typed', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const source = await openFacet(page, 'Data source');
    await source.getByRole('textbox', { name: 'Find in Data source' }).fill('snow');
    await expect.poll(() => source.getByRole('checkbox').count()).toBe(1);
    await source.getByRole('checkbox', { name: 'Snowflake' }).check();
    await expect.poll(() => query(page)).toEqual({ source: 'snowflake' });
    await page.keyboard.press('Escape');
    const tag = await openFacet(page, 'Tag');
    await tag.getByRole('textbox').fill('q3, north');
    await tag.getByRole('checkbox', { name: 'q3, north' }).check();
    await expect.poll(() => query(page)).toEqual({ source: 'snowflake', tag: '"q3, north"' });
    await expect.poll(() => chipWords(page)).toEqual(['Data source: Snowflake', 'Tag: q3, north']);
  });

  it('find people by name', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const more = await openFacet(page, 'More…');
    await more.getByRole('textbox', { name: 'Find in Owner' }).fill('castell');
    await more.getByRole('checkbox', { name: /Castellano/ }).check();
    await expect.poll(() => query(page)['owner']).toBe('member@example.com');
    await more.getByRole('textbox', { name: 'Find in Owner' }).fill('');
    await more.getByRole('checkbox', { name: 'Is empty (nobody)' }).check();
    await expect.poll(() => query(page)['owner']).toBe('member@example.com,none');
    expect(await chipWords(page)).toEqual([expect.stringMatching(/^Owner: .*Castellano$/), 'Owner: nobody']);
  });
});

describe('dates', () => {
  it('are asked for in words', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const dates = await openFacet(page, 'Dates');
    await dates.getByRole('checkbox', { name: 'in the next 30 days' }).check();
    await expect.poll(() => query(page)).toEqual({ expires: '<30d' });
    await dates.getByText('Visited', { exact: true }).click();
    await dates.getByRole('checkbox', { name: 'Is empty (never)' }).check();
    await expect.poll(() => query(page)).toEqual({ expires: '<30d', visited: 'none' });
    await dates.getByRole('checkbox', { name: 'not for 90 days' }).check();
    await expect.poll(() => query(page)).toEqual({ expires: '<30d', visited: 'none,>90d' });
    expect(await chipWords(page)).toEqual(['Expires: in the next 30 days', 'Visited: never', 'Visited: not for 90 days']);
  });

  it('are taken from a calendar, both days in', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites');
    const dates = await openFacet(page, 'Dates');
    await dates.getByLabel('Expires from').fill('2026-12-01');
    await expect.poll(() => query(page)).toEqual({ expires: '>=2026-12-01' });
    await dates.getByLabel('Expires to').fill('2026-12-31');
    await expect.poll(() => query(page)).toEqual({ expires: '2026-12-01..2027-01-01' });
    expect(await chipWords(page)).toEqual(['Expires: 1 Dec 2026 to 31 Dec 2026']);
    await dates.getByLabel('Expires from').fill('');
    await expect.poll(() => query(page)).toEqual({ expires: '<2027-01-01' });
  });
});

describe('chips', () => {
  it('are taken away by the keyboard, one after the other', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?state=live,-retired&owner=none');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await chips(page).getByRole('link', { name: 'Remove State: Live' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => query(page)).toEqual({ state: '-retired', owner: 'none' });
    expect(await focused()).toBe('Remove State: not Retired');
    await page.keyboard.press('Enter');
    await expect.poll(() => query(page)).toEqual({ owner: 'none' });
    expect(await focused()).toBe('Remove Owner: nobody');
    await page.keyboard.press('Enter');
    await expect.poll(() => query(page)).toEqual({});
    expect(await focused()).toBe('Search Sites');
  });
});

describe('on any screen', () => {
  it.each(['light', 'dark'] as const)('axe finds nothing in an open facet, dates or text: %s', async (theme) => {
    const page = await demo.as('admin', { theme });
    await visit(page, '/sites?state=live,-retired&expires=none');
    const rules = theme === 'dark' ? colourRules : undefined;
    for (const label of ['State', 'Tag', 'Dates', 'More…']) {
      await (await openFacet(page, label)).getByRole('checkbox').first().waitFor();
      expect(await axeFindings(page, rules)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await openText(page);
    await filterText(page).pressSequentially(' own');
    await page.getByRole('option').first().waitFor();
    expect(await axeFindings(page, rules)).toEqual([]);
  });

  it('folds the facets behind one button on a phone', async () => {
    const page = await demo.as('admin', { width: 390 });
    await visit(page, '/sites?state=live&owner=me');
    const state = page.getByRole('search').getByRole('button', { name: /^State/ });
    expect(await state.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters 2 chosen' }).click();
    const box = await openFacet(page, 'State');
    await box.getByRole('checkbox', { name: 'Draft' }).check();
    await expect.poll(() => query(page)).toEqual({ state: 'live,draft', owner: 'me' });
    expect(await frameFindings(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('filters without JavaScript, and keeps what it can’t show', async () => {
    const page = await demo.as('admin', { javaScript: false });
    await page.goto('/sites?sort=-title&state=-live&expires=2026-01-01..2030-01-01');
    await page.getByText('Filters', { exact: true }).click();
    await page.getByRole('listbox', { name: 'Condition' }).selectOption(['ownerless', 'expired']);
    await page.getByRole('listbox', { name: 'Expires' }).selectOption([{ label: 'in the past' }]);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/condition=/);
    const params = new URL(page.url()).searchParams;
    expect(params.getAll('condition')).toEqual(['expired', 'ownerless']);
    expect(params.getAll('state')).toEqual(['-live']);
    expect(params.getAll('expires')).toEqual(['past']);
    expect(params.get('sort')).toBe('-title');
    expect(await chipWords(page)).toEqual(['State: not Live', 'Condition: Expired', 'Condition: Ownerless', 'Expires: in the past']);
    await chips(page).getByRole('link', { name: 'Remove Condition: Expired' }).click();
    await page.waitForURL(/condition=ownerless/);
  });
});
