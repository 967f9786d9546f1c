import { addDays } from 'date-fns';
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
type Json = Record<string, unknown>;

/** Calls the API as whoever is signed in on the page. */
async function api<Answer = Json>(on: Page, path: string, body?: Json): Promise<Answer> {
  const answer = await on.evaluate(
    async ([path, body]) => {
      const response = await fetch(`/api/v1${path}`, body === null ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { ok: response.ok, answer: (await response.json()) as unknown };
    },
    [path, body ?? null] as const,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer.answer));
  return answer.answer as Answer;
}

const reported = (on: Page, projectId: string, mode: string, revision: number) =>
  api(on, '/imports/feed', { apply: true, sites: [{ id: projectId, status: 'active', access_policy: { access_mode: mode, revision } }] });
const incidentOf = (on: Page, title: string) => on.getByRole('list', { name: 'Incidents' }).getByRole('listitem').filter({ has: on.getByRole('heading', { name: title }) }).first();

describe('a Site that the platform shows to the internet', () => {
  it('is an incident at the top, which a reviewer takes on and the next report ends', async () => {
    const admin = await demo.as('admin');
    await visit(admin, `/sites/${slug}`);
    const { projectId, title } = await api<{ projectId: string; title: string }>(admin, `/sites/${slug}`);
    await reported(admin, projectId, 'public', 1_000_000);

    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/');
    await reviewer.getByRole('list', { name: 'Drift incidents' }).getByText(/public on the internet/).waitFor();
    await visit(reviewer, '/incidents');
    const incident = incidentOf(reviewer, title);
    await incident.getByText('Public on the internet').waitFor();
    await incident.getByRole('button', { name: `Take it on: ${title}` }).click();
    const dialog = reviewer.getByRole('alertdialog', { name: `Take on ${title}?` });
    await dialog.getByLabel('Note').fill('Narrowing it in the admin page now.');
    await dialog.getByRole('button', { name: 'Take it on' }).click();
    await incident.getByText('Narrowing it in the admin page now.', { exact: false }).waitFor();
    expect(await incident.getByRole('button', { name: /^Take on/ }).count()).toBe(0);

    await visit(admin, `/sites/${slug}`);
    await admin.getByText('Public on the internet, which was never approved').waitFor();
    await reported(admin, projectId, 'admins_only', 1_000_001);
    await visit(reviewer, '/incidents?state=closed');
    await incidentOf(reviewer, title).getByText('The platform no longer lets in others than were approved').waitFor();
  });

  it('is not for members to see in the list', async () => {
    const member = await demo.as('member');
    await visit(member, '/incidents');
    await member.getByText('Only admins, reviewers and auditors see the drift incidents.', { exact: false }).waitFor();
  });
});

describe('a widening that ends by itself', () => {
  it('says on the Site’s page when, and what it falls back to', async () => {
    const owner = await demo.as('owner');
    await visit(owner, '/sites');
    const { items } = await api<{ items: { id: string; slug: string; title: string }[] }>(owner, '/sites?owner=me&audience=admins_only&state=live&limit=1');
    const [site] = items;
    const { items: people } = await api<{ items: { id: string; name: string }[] }>(owner, '/people?q=member&limit=1');
    const request = await api<{ id: string }>(owner, `/sites/${site?.id ?? ''}/widening`, {
      audience: { mode: 'custom', people: people.map(({ id }) => id) }, reason: 'For the quarter’s end.', until: addDays(new Date(), 30).toISOString(),
    });
    const reviewer = await demo.as('reviewer');
    await visit(reviewer, '/requests');
    const { revision } = await api<{ revision: number }>(reviewer, `/requests/${request.id}`);
    await api(reviewer, `/requests/${request.id}/decide`, { decision: 'approve', revision });
    await visit(owner, `/sites/${site?.slug ?? ''}`);
    await owner.getByText('Audience falls back').waitFor();
    await visit(owner, `/sites/${site?.slug ?? ''}?tab=access`);
    await owner.getByText('The audience falls back by itself').waitFor();
    await owner.getByText('to: owner and admins', { exact: false }).waitFor();
  });
});
