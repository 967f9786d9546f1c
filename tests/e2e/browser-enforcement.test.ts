import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
beforeAll(async () => {
  demo = await openDemoConsole();
});
afterAll(() => demo.close());

const slug = 'pipeline-radar';
const page = '/lifecycle/enforcement?aspect=availability';
const taskOf = (on: Page, title: string) => on.getByRole('list', { name: 'Tasks' }).getByRole('listitem').filter({ has: on.getByRole('heading', { name: title }) });

/** Sends the platform's report of one Site, as an admin's agent does. */
async function report(on: Page, site: Record<string, unknown>): Promise<unknown> {
  return on.evaluate(
    async (body) => {
      const answer = await fetch('/api/v1/imports/feed', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return (await answer.json()) as unknown;
    },
    { apply: true, sites: [site] },
  );
}

describe('a decision that the platform has to follow', () => {
  it('is a task, is confirmed by an admin with a note, and comes back when a report disproves it', async () => {
    const admin = await demo.as('admin');
    await visit(admin, `/sites/${slug}?do=disable`);
    const title = await admin.getByRole('heading', { level: 1 }).innerText();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('button', { name: /Reason/ }).click();
    await admin.getByRole('option', { name: 'Project completed' }).click();
    await dialog.getByRole('button', { name: 'Disable the Site' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await admin.getByText('Closing: requested').waitFor();
    await admin.getByText('Nothing has shown yet that the platform follows').waitFor();

    await visit(admin, page);
    const task = taskOf(admin, title);
    await task.getByText('Choose Suspend.').waitFor();
    await task.getByRole('button', { name: /^Done/ }).click();
    const confirm = admin.getByRole('alertdialog', { name: `Done on the platform: ${title}?` });
    await confirm.getByLabel('Note').fill('Suspended in the admin page.');
    await confirm.getByRole('button', { name: 'Confirm' }).click();
    await task.waitFor({ state: 'detached' });
    await visit(admin, `/sites/${slug}`);
    await admin.getByText(/only its owner and admins can open it/).waitFor();

    const { projectId } = (await admin.evaluate(async (path) => (await fetch(path)).json() as Promise<unknown>, `/api/v1/sites/${slug}`)) as { projectId: string };
    const shown = { id: projectId, status: 'active', access_policy: { access_mode: 'workspace_all', revision: 1_000_000 } };
    expect(await report(admin, shown)).toMatchObject({ enforcement: { reopened: 1 } });
    await visit(admin, page);
    await task.getByText('A report has undone it once', { exact: false }).waitFor();
    await visit(admin, `/sites/${slug}`);
    await admin.getByText('Closing: requested').waitFor();

    expect(await report(admin, { ...shown, status: 'suspended' })).toMatchObject({ enforcement: { confirmed: 1 } });
    await visit(admin, `${page}&state=confirmed`);
    await taskOf(admin, title).getByText('Confirmed by the platform’s report', { exact: false }).waitFor();
  });

  it('is shown to auditors without buttons, and not to members', async () => {
    const auditor = await demo.as('auditor');
    await visit(auditor, '/lifecycle/enforcement');
    await auditor.getByRole('list', { name: 'Tasks' }).waitFor();
    expect(await auditor.getByRole('button', { name: /^Done/ }).count()).toBe(0);
    const member = await demo.as('member');
    await visit(member, '/lifecycle/enforcement');
    await member.getByText('Only admins, reviewers and auditors see the enforcement list.', { exact: false }).waitFor();
  });
});
