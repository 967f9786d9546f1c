import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, colourRules, frameFindings } from '../support/a11y';
import { openDemoConsole, type Account, type DemoConsole } from '../support/demo-console';
import { tabTo } from '../support/tab-to';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const tabsOf = (slug: string) => ['', '?tab=access', '?tab=data', '?tab=deployments', '?tab=history'].map((tab) => `/sites/${slug}${tab}`);
const nowhere = '/sites/no-such-site';
/** For people without a part in them. */
const elsewhere = ['/campaigns', '/campaigns/new', '/sources'];

/** Every page, by who looks at it. `request:` is the newest request on a Site, `record:` what was seen when it was decided, `source:` a data source, `campaign:` an access review or its first Site or its evidence. */
const pages: Record<Account | 'visitor', string[]> = {
  admin: [
    '/', '/sites', '/sites?state=live,disabled&condition=drifted,over_exposed', '/sites?q=nothing-is-called-so', '/sites?state=asleep&cursor=none',
    ...tabsOf('pipeline-radar'), '/sites/launch-microsite?tab=access', '/sites/support-macro-tester', '/sites/matter-timeline', '/sites/team-retro-board', '/sites/new',
    '/sites/booth-quiz?tab=retirement', '/sites/legacy-crm-export', '/imports', '/imports?kind=feed', '/imports?kind=csv', '/bulk-actions', '/reviews?whose=all', '/handovers?view=all',
    '/settings/tokens', '/settings/people', '/settings/workspace', '/settings/permissions', '/settings/mail', '/settings/webhooks',
    '/policies', '/policies?view=archived', '/policies?view=simulations', '/policies/new', '/policies/import', '/policies/external-prototypes', '/policies/prohibited-uses/edit',
    '/lifecycle', '/lifecycle/due', '/lifecycle/enforcement', '/lifecycle/enforcement?state=unconfirmed,failed&aspect=existence', '/lifecycle/quarantine',
    '/lifecycle/retirements', '/lifecycle/retirements?view=done', '/lifecycle/jobs', '/sources', '/sources/matrix', '/sources/matrix?uses=slack,workday', '/sources/conflicts', 'source:salesforce',
    'campaign:Sites for everybody, autumn?site',
  ],
  owner: [
    '/', '/renew', '/reviews', '/campaigns?view=mine', '/inbox', '/settings/notifications', '/requests?view=mine', 'request:territory-planner', 'request:event-lead-router',
    '/sites/discount-desk', '/sites/sales-kickoff-hub?tab=access', '/sites/discount-desk/widen', '/sites/account-handover/widen', '/sites/territory-planner/widen', '/settings/delegations',
  ],
  reviewer: [
    '/', '/requests', '/requests?view=open', '/requests?view=decided', '/requests?view=low_risk', 'request:customer-health-board', 'request:battlecards', 'request:onboarding-buddy', 'record:battlecards', '/settings/delegations', '/incidents', '/incidents?state=closed',
    '/campaigns', '/campaigns/new?department=Sales', 'campaign:Sites for everybody, autumn',
  ],
  auditor: [
    '/', '/incidents', '/policies', '/policies/external-prototypes', '/lifecycle', '/lifecycle/enforcement', '/audit', '/audit?type=site.disabled&from=2026-01-01',
    '/sites/legacy-crm-export', '/settings/people', '/settings/workspace', '/renew', '/inbox', 'source:workday',
    'campaign:Customer data, third quarter', 'campaign:Customer data, third quarter?evidence', 'campaign:Customer data, third quarter?site',
  ],
  member: [
    '/', '/handovers', '/sites', '/sites/customer-health-board', nowhere, '/requests', '/audit', '/imports', '/lifecycle', '/lifecycle/enforcement', '/settings/people', '/settings/workspace',
    '/settings/mail', '/settings/webhooks', '/policies', '/policies/new', '/incidents', ...elsewhere,
  ],
  visitor: ['/sign-in', '/sign-in?error=deactivated'],
};

async function addressOf(path: string): Promise<string> {
  const [, kind, name = '', part] = /^(request|record|source|campaign):([^?]+)(?:\?(\w+))?$/.exec(path) ?? [];
  if (kind === 'request') return `/requests/${await demo.requestOn(name)}`;
  if (kind === 'record') return `/requests/${await demo.requestOn(name)}/record`;
  if (kind === 'source') return `/sources/${await demo.source(name)}`;
  if (kind !== 'campaign') return path;
  const { id, siteId } = await demo.campaign(name);
  return `/campaigns/${id}${part === 'site' ? `/sites/${siteId}` : part === 'evidence' ? '/evidence' : ''}`;
}

/** Turns the open page to a theme and waits until it shows it. */
async function turnTo(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((name) => document.documentElement.dataset['theme'] === name, theme);
}

/** What is wrong with the open page in both themes, wide and narrow. Only colours are looked at twice in one width. */
async function findings(page: Page): Promise<string[]> {
  const at = (view: string, found: string[]) => found.map((each) => `${page.url()}, ${view}: ${each}`);
  const found: string[] = [];
  await page.setViewportSize({ width: 1440, height: 900 });
  await turnTo(page, 'dark');
  found.push(...at('dark, wide', [...(await axeFindings(page)), ...(await frameFindings(page))]));
  await turnTo(page, 'light');
  found.push(...at('light, wide', await axeFindings(page, colourRules)));
  await page.setViewportSize({ width: 390, height: 844 });
  found.push(...at('light, narrow', [...(await axeFindings(page)), ...(await frameFindings(page))]));
  await turnTo(page, 'dark');
  found.push(...at('dark, narrow', await axeFindings(page, colourRules)));
  return found;
}

describe('every page', () => {
  it.each(Object.keys(pages) as (Account | 'visitor')[])('is in order for: %s', async (who) => {
    const options = { theme: 'dark', width: 1440, expect: who === 'member' ? [/status of 404/] : [] } as const;
    const page = who === 'visitor' ? await demo.visitor({ ...options, expect: [] }) : await demo.as(who, { ...options, expect: [...options.expect] });
    const found: string[] = [];
    for (const path of pages[who]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await visit(page, await addressOf(path));
      found.push(...(await findings(page)));
    }
    expect(found).toEqual([]);
  });
});

/** What is wrong in both themes with what lies over the page now. */
async function overlayFindings(page: Page, what: string): Promise<string[]> {
  const dark = await axeFindings(page);
  await turnTo(page, 'light');
  const light = await axeFindings(page, colourRules);
  await turnTo(page, 'dark');
  return [...dark, ...light].map((found) => `${what}: ${found}`);
}

describe('everything that opens over a page', () => {
  const buttons = ['Renew', 'Record a review', 'Edit'];
  const items = ['Narrow the audience', 'Name the successor', 'Transfer', 'Set a legal hold', 'Disable'];

  it('is in order on a Site’s page', async () => {
    const page = await demo.as('admin', { theme: 'dark', width: 1440 });
    const found: string[] = [];
    const look = async (what: string) => {
      await page.getByRole('dialog').waitFor();
      found.push(...(await overlayFindings(page, what)));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    const more = () => page.getByRole('button', { name: 'More', exact: true }).click();
    await visit(page, '/sites/pipeline-radar');
    for (const name of buttons) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await look(name);
    }
    await more();
    await page.getByRole('menuitem').first().waitFor();
    found.push(...(await overlayFindings(page, 'More')));
    await page.keyboard.press('Escape');
    for (const name of items) {
      await more();
      await page.getByRole('menuitem', { name }).click();
      await look(name);
    }
    await visit(page, '/sites/wifi-map');
    await page.getByRole('button', { name: 'Re-enable' }).click();
    await look('Re-enable');
    await visit(page, '/sites/matter-timeline');
    await more();
    await page.getByRole('menuitem', { name: 'Lift the legal hold' }).click();
    await look('Lift the legal hold');
    expect(found).toEqual([]);
  });

  it('is in order elsewhere', async () => {
    const page = await demo.as('admin', { theme: 'dark', width: 1440 });
    const found: string[] = [];
    await visit(page, '/sites');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    found.push(...(await overlayFindings(page, 'palette')));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    found.push(...(await overlayFindings(page, 'shortcuts')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Owner' }).first().click();
    await page.getByRole('group', { name: 'Owner' }).waitFor();
    found.push(...(await overlayFindings(page, 'filter')));
    await page.keyboard.press('Escape');
    await visit(page, '/settings/tokens');
    await page.getByRole('button', { name: 'Create a token' }).click();
    await page.getByRole('dialog').waitFor();
    found.push(...(await overlayFindings(page, 'new token')));
    await page.keyboard.press('Escape');
    await visit(page, '/settings/people');
    await page.getByRole('button', { name: 'Actions for Oskar Brandt' }).click();
    await page.getByRole('menuitem', { name: 'Set roles' }).click();
    await page.getByRole('alertdialog').waitFor();
    found.push(...(await overlayFindings(page, 'roles')));
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, '/sites');
    await page.getByText('Export', { exact: true }).click();
    found.push(...(await overlayFindings(page, 'export')), ...(await frameFindings(page)));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('dialog', { name: 'Menu' }).waitFor();
    found.push(...(await overlayFindings(page, 'menu')));
    expect(found).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it('an owner renews a Site', async () => {
    const page = await demo.as('owner');
    await visit(page, '/');
    await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Renew Quota Tracker' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Renew Quota Tracker' });
    await tabTo(page, dialog.getByRole('button', { name: '+30 d' }));
    await page.keyboard.press('Space');
    await tabTo(page, dialog.getByLabel('Why it is still needed'));
    await page.keyboard.type('Everybody looks at it on Mondays.');
    await tabTo(page, dialog.getByRole('button', { name: 'Renew', exact: true }));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Renewed', { exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Renew');
  });

  it('a reviewer approves a request', async () => {
    const page = await demo.as('reviewer');
    await visit(page, '/');
    await tabTo(page, page.getByRole('link', { name: 'Widening of Launch Calendar' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Widening: Launch Calendar' }).waitFor();
    await tabTo(page, page.getByLabel('Note'));
    await page.keyboard.type('Nothing in it is secret inside the company.');
    await tabTo(page, page.getByRole('button', { name: 'Approve' }));
    await page.keyboard.press('Space');
    await page.getByText('Nothing more can be done with this request.').waitFor();
  });
});
