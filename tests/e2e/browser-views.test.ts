import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name });
const isOpen = (page: Page, name: string) => expect.poll(() => tab(page, name).getAttribute('aria-current')).toBe('page');
const choose = async (page: Page, view: string, action: string) => {
  await page.getByRole('button', { name: `Actions for the view ${view}` }).click();
  await page.getByRole('group', { name: `The view ${view}` }).getByRole('button', { name: action }).click();
};

async function saveAs(page: Page, name: string, { shared = false } = {}): Promise<void> {
  await page.getByRole('button', { name: /^Save (view|as new)…$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (shared) await dialog.getByRole('checkbox', { name: /^Share it/ }).check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await isOpen(page, name);
}

/** Puts a view into the database as an older version of the product would have left it. */
async function leaveView(name: string, query: string): Promise<string> {
  const client = new pg.Client({ connectionString: demo.database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO saved_view (id, owner_id, name, query) SELECT gen_random_uuid(), id, $1, $2 FROM person WHERE email = 'admin@example.com' RETURNING id`,
      [name, query],
    );
    return rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
}

/** The open view as the API has it. */
async function reread(page: Page): Promise<{ view: unknown }> {
  const id = new URL(page.url()).searchParams.get('view') ?? '';
  return { view: await (await page.request.get(`/api/v1/views/${id}`)).json() };
}

describe('saved views', () => {
  it('keep a list under a name, say when it has changed, and take the change', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?view=all&state=disabled');
    await saveAs(page, 'Closed ones');
    await visit(page, `${page.url()}&sort=-title`);
    await tab(page, 'Closed ones').getByText('changed').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab(page, 'Closed ones').getByText('changed').waitFor({ state: 'hidden' });
    await tab(page, 'All Sites').click();
    await isOpen(page, 'All Sites');
    await tab(page, 'Closed ones').click();
    await isOpen(page, 'Closed ones');
    const { view } = await reread(page);
    expect(view).toMatchObject({ name: 'Closed ones', query: 'sort=-title&state=disabled', revision: 2 });
  });

  it('are links: they show the list, also with something over it', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?view=all&state=retired');
    await saveAs(page, 'Gone');
    const id = new URL(page.url()).searchParams.get('view') ?? '';
    await visit(page, `/sites?view=${id}`);
    await isOpen(page, 'Gone');
    await page.getByRole('list', { name: 'Active filters' }).getByText('State: Retired').waitFor();
    expect(await tab(page, 'Gone').getByText('changed').count()).toBe(0);
    await visit(page, `/sites?view=${id}&state=`);
    await tab(page, 'Gone').getByText('changed').waitFor();
  });

  it('are renamed, shared, taken back and deleted', async () => {
    const page = await demo.as('owner');
    await visit(page, '/sites?view=all&owner=me');
    await saveAs(page, 'My own');
    await choose(page, 'My own', 'Rename');
    const dialog = page.getByRole('dialog', { name: 'Rename the view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Mine');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await isOpen(page, 'Mine');
    await choose(page, 'Mine', 'Share with the workspace');
    await page.getByText('Shared with the workspace', { exact: true }).waitFor();

    const other = await demo.as('member');
    await visit(other, '/sites?view=all');
    await tab(other, 'Mine').click();
    await isOpen(other, 'Mine');
    await other.getByRole('button', { name: 'Actions for the view Mine' }).click();
    const menu = other.getByRole('group', { name: 'The view Mine' });
    expect(await menu.getByRole('button').allInnerTexts()).toEqual(['Copy the link']);
    await menu.getByText('Shared by Oskar Brandt').waitFor();

    await choose(page, 'Mine', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the view' }).click();
    await isOpen(page, 'All Sites');
    expect(await tab(page, 'Mine').count()).toBe(0);
  });

  it('begin with the one of one’s role, which admins choose', async () => {
    const page = await demo.as('reviewer');
    await visit(page, '/sites');
    await isOpen(page, 'Open to the workspace with sensitive data');
    await tab(page, 'All Sites').click();
    await page.waitForURL('/sites?view=all');

    const admin = await demo.as('admin');
    await visit(admin, '/sites?view=all');
    await tab(admin, 'Ownerless').click();
    await isOpen(admin, 'Ownerless');
    await choose(admin, 'Ownerless', 'First view for the role Reviewer');
    await admin.getByText('The role Reviewer begins with “Ownerless”').waitFor();
    await visit(page, '/sites');
    await isOpen(page, 'Ownerless');
  });

  it('open with what is left of them, and say what is not', async () => {
    const id = await leaveView('Of old', 'department=Astrology,Sales&sort=-title&state=live');
    const page = await demo.as('admin');
    await visit(page, `/sites?view=${id}`);
    const alert = page.getByRole('alert').filter({ hasText: '“Of old” shows what is left of it' });
    expect(await alert.innerText()).toContain('The department “Astrology” no longer exists; this filter is left out.');
    await isOpen(page, 'Of old');
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('that there are not are named', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?view=the-lost-one');
    await page.getByRole('alert').filter({ hasText: 'There is no view “the-lost-one” that you can open.' }).waitFor();
  });

  it('are opened without JavaScript too', async () => {
    const page = await demo.as('admin', { javaScript: false });
    await page.goto('/sites?view=all');
    await tab(page, 'Ownerless').click();
    expect(await tab(page, 'Ownerless').getAttribute('aria-current')).toBe('page');
  });

  it('are in order for those who can’t see them, in both themes', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await demo.as('admin', { theme });
      await visit(page, '/sites?view=all');
      await tab(page, 'Ownerless').click();
      await page.getByRole('button', { name: 'Actions for the view Ownerless' }).click();
      await page.getByRole('group', { name: 'The view Ownerless' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Save view…' }).click();
      await page.getByRole('dialog', { name: 'Save the view' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    }
  });
});

describe('the palette', () => {
  const find = async (page: Page, text: string) => {
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    // The keys are listened to a moment after the page is there.
    await expect
      .poll(async () => {
        if ((await palette.count()) === 0) await page.keyboard.press('Control+k');
        return palette.getByRole('searchbox').count();
      })
      .toBe(1);
    await page.keyboard.type(text);
    return palette;
  };

  it('leads to the Sites of a person, to a view, and to what is inside the settings', async () => {
    const page = await demo.as('admin');
    await visit(page, '/');
    await (await find(page, 'oskar')).getByRole('menuitem', { name: /Sites of Oskar Brandt/ }).click();
    await page.waitForURL(/\/sites\?owner=owner%40example\.com/);
    await (await find(page, 'ownerle')).getByRole('menuitem', { name: /^Ownerless/ }).click();
    await isOpen(page, 'Ownerless');
    await find(page, 'api tok');
    await page.keyboard.press('Enter');
    await page.waitForURL('/settings/tokens');
  });

  it('acts on the open list and on the open Site', async () => {
    const page = await demo.as('admin');
    await visit(page, '/sites?view=all&state=retired');
    await find(page, 'save this');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Save the view' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Save the view' }).waitFor({ state: 'hidden' });
    const download = page.waitForEvent('download');
    await find(page, 'as csv');
    await page.keyboard.press('Enter');
    expect((await download).url()).toMatch(/\/api\/v1\/sites\/export\?.*state=retired/);

    await visit(page, '/sites/pipeline-radar');
    const palette = await find(page, 'edit pipe');
    await palette.getByRole('menuitem', { name: 'Edit Pipeline Radar' }).click();
    await page.getByRole('dialog', { name: /Edit/ }).waitFor();
  });

  it('is in order for those who can’t see it', async () => {
    const page = await demo.as('member', { theme: 'dark' });
    await visit(page, '/sites?view=all');
    const palette = await find(page, 'e');
    await palette.getByText('People', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
