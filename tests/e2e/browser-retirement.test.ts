import { addDays } from 'date-fns';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase, type Database } from '@/lib/db/client';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { disabledReason } from '../support/disabled-reason';
import { advance, sha256 } from '../support/retirements';
import { visit } from '../support/visit';

let demo: DemoConsole;
let db: Database;
beforeAll(async () => {
  demo = await openDemoConsole();
  db = openDatabase(demo.database.url, { role: 'siteward_app', poolSize: 2 });
});
afterAll(async () => {
  await closeDatabase(db);
  await demo.close();
});

const slug = 'discount-desk';
/** The sweep of an instant so many days on, on a day that is not quiet. */
async function daysLater(days: number): Promise<Record<string, number>> {
  let at = addDays(new Date(), days);
  while (at.getUTCDay() === 0 || at.getUTCDay() === 6) at = addDays(at, 1);
  return advance({ db }, at);
}

async function more(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}
const step = (page: Page, title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

async function begin(page: Page): Promise<void> {
  await visit(page, `/sites/${slug}`);
  await more(page, 'Retire');
  const dialog = page.getByRole('dialog', { name: /^Retire / });
  await dialog.getByText('can open it today').waitFor();
  await dialog.getByLabel('Reason').fill('The new quoting tool does this.');
  await dialog.getByLabel('What replaces it').fill('https://quotes.example.com');
  await dialog.getByRole('button', { name: 'Begin the retirement' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('a retirement', () => {
  it('is begun by the owner, told to who uses the Site, and stopped', async () => {
    const site = await db.prisma.site.findUniqueOrThrow({ where: { slug } });
    await db.prisma.storageBinding.deleteMany({ where: { siteId: site.id } });
    await db.prisma.storageBinding.createMany({ data: [{ siteId: site.id, kind: 'd1', name: 'DB' }, { siteId: site.id, kind: 'r2', name: 'FILES' }] });
    await db.prisma.environmentKey.deleteMany({ where: { siteId: site.id } });
    await db.prisma.environmentKey.create({ data: { siteId: site.id, key: 'CRM_TOKEN', isSecret: true } });
    const member = await db.prisma.person.findUniqueOrThrow({ where: { email: 'member@example.com' } });
    await db.prisma.site.update({ where: { id: site.id }, data: { audience: 'custom', liveUrl: 'https://discount-desk.sites.example.com', revision: { increment: 1 } } });
    await db.prisma.siteAudiencePerson.createMany({ data: [{ siteId: site.id, personId: member.id }], skipDuplicates: true });

    const owner = await demo.as('owner');
    await begin(owner);
    await visit(owner, `/sites/${slug}?tab=retirement`);
    await owner.getByText('Notice given').waitFor();
    expect(await db.prisma.notification.count({ where: { personId: member.id, kind: 'retirement_notice' } })).toBe(1);
    const reader = await demo.as('member');
    await visit(reader, `/sites/${slug}`);
    await reader.getByText('is going to close').waitFor();
    await reader.getByRole('link', { name: 'https://quotes.example.com' }).waitFor();

    expect(await daysLater(17)).toHaveProperty('retirement_closed');
    await visit(owner, `/sites/${slug}`);
    await owner.getByRole('button', { name: 'Stop the retirement' }).first().click();
    const dialog = owner.getByRole('dialog', { name: /^Stop the retirement/ });
    await dialog.getByLabel('Reason').fill('Sales still needs it this quarter.');
    await dialog.getByRole('button', { name: 'Stop the retirement' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await db.prisma.site.findUniqueOrThrow({ where: { slug } })).state).not.toBe('retiring');
  });

  it('goes from its plan to the tombstone: exported, waived, revoked, deleted', async () => {
    await db.prisma.site.update({ where: { slug }, data: { state: 'live', expiresAt: addDays(new Date(), 300), disabledAt: null, disabledReason: null, disabledNote: null, disabledFrom: null, revision: { increment: 1 } } });
    const owner = await demo.as('owner');
    await begin(owner);
    await daysLater(17);
    await visit(owner, `/sites/${slug}?tab=retirement`);
    await owner.getByText('What stands in the way of the deletion').waitFor();

    const data = step(owner, 'Data exported');
    await data.getByRole('button', { name: 'Say where it went' }).first().click();
    let dialog = owner.getByRole('dialog', { name: 'The data of D1 DB' });
    await dialog.getByLabel('Where it is now').fill('Archive bucket, discount-desk/d1.sql');
    await dialog.getByLabel('Checksum').fill('not a sum');
    await dialog.getByRole('button', { name: 'Note it' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Checksum').fill(sha256);
    await dialog.getByRole('button', { name: 'Note it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await data.getByRole('button', { name: 'Correct' }).waitFor();
    await data.getByRole('button', { name: 'Say where it went' }).click();
    dialog = owner.getByRole('dialog', { name: 'The data of R2 FILES' });
    await dialog.getByLabel('Nobody needs it any more').check();
    await dialog.getByLabel('Why nobody needs it').fill('Only previews of public price lists.');
    await dialog.getByRole('button', { name: 'Note it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await step(owner, 'Secrets revoked').getByRole('button', { name: 'Revoked', exact: true }).click();
    dialog = owner.getByRole('dialog', { name: 'CRM_TOKEN is revoked' });
    await dialog.getByLabel('What it gave access to').fill('Quotes in the CRM');
    await dialog.getByLabel('Where it was revoked').fill('On the CRM’s page of tokens.');
    await dialog.getByRole('button', { name: 'It is revoked' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await owner.getByText('What stands in the way of the deletion').waitFor({ state: 'hidden' });

    expect(await daysLater(60)).toHaveProperty('deletion_begun');
    await visit(owner, `/sites/${slug}?tab=retirement`);
    expect(await disabledReason(owner.getByRole('button', { name: 'Confirm the deletion' }))).toContain('Only an admin');

    // The thirty days are over, whenever this runs.
    await db.prisma.retirement.updateMany({ where: { site: { slug }, state: 'deleting' }, data: { closesAt: addDays(new Date(), -40), beganAt: addDays(new Date(), -50), closedAt: addDays(new Date(), -40), deletesAt: addDays(new Date(), -5) } });
    const admin = await demo.as('admin');
    await visit(admin, '/lifecycle/retirements');
    await admin.getByRole('link', { name: 'Discount Desk' }).click();
    await admin.getByRole('button', { name: 'Confirm the deletion' }).click();
    dialog = admin.getByRole('dialog', { name: /^Delete .+ for good$/ });
    await dialog.getByLabel('How it was deleted').fill('Deleted in the platform’s admin page.');
    const confirm = dialog.getByRole('button', { name: 'It is deleted for good' });
    expect(await disabledReason(confirm)).toContain(`Type ${slug}`);
    await dialog.getByLabel(`Type ${slug} to confirm`).fill(slug);
    await confirm.click();
    await dialog.waitFor({ state: 'hidden' });
    await visit(admin, `/sites/${slug}`);
    const tombstone = admin.getByRole('region', { name: 'Where its data went' });
    await tombstone.getByText('Archive bucket, discount-desk/d1.sql').waitFor();
    await tombstone.getByText('Waived: Only previews of public price lists.').waitFor();
    await admin.getByRole('region', { name: 'How it ended' }).getByText('Deleted in the platform’s admin page.').waitFor();
    await admin.getByRole('button', { name: 'More', exact: true }).click();
    expect(await admin.getByRole('menuitem', { name: /^Retire/ }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('the reasons for disabling', () => {
  it('are those that the owner may give; the others say why not', async () => {
    const page = await demo.as('owner');
    await visit(page, '/sites/pipeline-radar');
    await more(page, 'Disable');
    const dialog = page.getByRole('dialog', { name: /^Disable / });
    await dialog.getByText('Reasons that others give').click();
    await dialog.getByText('A reviewer or an admin finds that a policy was violated.').waitFor();
    await dialog.getByRole('button', { name: /Reason/ }).click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Inactive', 'Project completed', 'Access scope mistake', 'Wrong data', 'Security incident', 'Other']);
    await page.keyboard.press('Escape');
  });
});
