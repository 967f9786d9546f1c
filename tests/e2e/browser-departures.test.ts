import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/a11y';
import { startWorkerProcess, type TestWorker } from '../support/app';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { visit } from '../support/visit';

let demo: DemoConsole;
let worker: TestWorker;
let database: pg.Client;
beforeAll(async () => {
  demo = await openDemoConsole();
  worker = await startWorkerProcess({ databaseUrl: demo.database.url });
  database = new pg.Client({ connectionString: demo.database.url });
  await database.connect();
  const site = (slug: string, title: string, owner: string | null, guessed: string | null = null) =>
    database.query(
      `INSERT INTO site (id, slug, title, state, classification, owner_id, expires_at, quarantined_at, quarantine_reason, guessed_owner_id)
       SELECT uuidv7(), $1, $2, 'live', 'team_internal', o.id, now() + interval '60 days',
              CASE WHEN o.id IS NULL THEN now() END, CASE WHEN o.id IS NULL THEN 'unregistered'::"QuarantineReason" END, g.id
         FROM (VALUES (1)) one LEFT JOIN person o ON o.email = $3 LEFT JOIN person g ON g.email = $4`,
      [slug, title, owner, guessed],
    );
  for (const [slug, title] of [['call-sheet', 'Call Sheet'], ['cold-list', 'Cold List'], ['dial-plan', 'Dial Plan']] as const) await site(slug, title, 'timo.saarinen@example.com');
  await site('stray-one', 'Stray One', null, 'freya.dahl@example.com');
  await site('stray-two', 'Stray Two', null, 'freya.dahl@example.com');
  await site('stray-three', 'Stray Three', null);
});
afterAll(async () => {
  await database.end();
  await worker.stop();
  await demo.close();
});

const stateOf = async (slug: string) => {
  const { rows } = await database.query<{ state: string; owner: string | null; quarantined: boolean }>(
    'SELECT s.state, p.name AS owner, s.quarantined_at IS NOT NULL AS quarantined FROM site s LEFT JOIN person p ON p.id = s.owner_id WHERE s.slug = $1',
    [slug],
  );
  return rows[0];
};

describe('a departure', () => {
  it('is foreseen, and who receives the Sites keeps one, retires one and passes one on', async () => {
    const admin = await demo.as('admin');
    await visit(admin, '/settings/people?q=Saarinen');
    await admin.getByRole('button', { name: 'Actions for Timo Saarinen' }).click();
    await admin.getByRole('menuitem', { name: 'Deactivate' }).click();
    const dialog = admin.getByRole('alertdialog', { name: 'Deactivate Timo Saarinen?' });
    await dialog.getByText(/They own \d+ Sites?:/).waitFor();
    await dialog.getByText(/to Oskar Brandt as manager/).waitFor();
    expect(await axeFindings(admin)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Moves to another company.');
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await admin.getByRole('row', { name: /Timo Saarinen/ }).getByText('Deactivated').waitFor();
    await expect.poll(async () => (await stateOf('dial-plan'))?.owner, { timeout: 20_000 }).toBe('Oskar Brandt');

    const owner = await demo.as('owner');
    await visit(owner, '/handovers');
    await owner.getByRole('link', { name: /Timo Saarinen/ }).click();
    await owner.getByRole('heading', { level: 1, name: 'Sites of Timo Saarinen' }).waitFor();
    await owner.getByText('Without an answer nothing changes').waitFor();
    expect(await axeFindings(owner)).toEqual([]);
    const row = (title: string) => owner.getByRole('checkbox', { name: `Choose ${title}` });

    await row('Call Sheet').check();
    await owner.getByRole('button', { name: 'Keep 1 Site' }).click();
    await row('Call Sheet').waitFor({ state: 'detached' });

    await row('Cold List').check();
    await owner.getByRole('radio', { name: /^Retire/ }).check();
    await owner.getByLabel('Reason').fill('Nobody calls from it any more.');
    await owner.getByRole('button', { name: 'Retire 1 Site' }).click();
    await row('Cold List').waitFor({ state: 'detached' });

    await row('Dial Plan').check();
    await owner.getByRole('radio', { name: /^Reassign/ }).check();
    await owner.getByRole('combobox', { name: 'New owner' }).fill('Freya');
    await owner.getByRole('option', { name: /Freya Dahl/ }).click();
    await owner.getByRole('button', { name: 'Reassign 1 Site' }).click();
    await row('Dial Plan').waitFor({ state: 'detached' });
    expect([await stateOf('call-sheet'), await stateOf('cold-list'), await stateOf('dial-plan')]).toEqual([
      { state: 'live', owner: 'Oskar Brandt', quarantined: false },
      { state: 'retiring', owner: 'Oskar Brandt', quarantined: false },
      { state: 'live', owner: 'Freya Dahl', quarantined: false },
    ]);
  });
});

describe('the quarantine queue', () => {
  it('gives Sites to whom it proposes, and others to whom the admin names', async () => {
    const page = await demo.as('admin');
    await visit(page, '/lifecycle/quarantine');
    await page.getByText('The platform’s address of the Site names them').first().waitFor();
    await page.getByRole('button', { name: 'Choose all with a proposal' }).click();
    await page.getByRole('button', { name: 'Release 2 Sites' }).click();
    await page.getByRole('heading', { name: '1 Site in quarantine' }).waitFor();
    expect(await stateOf('stray-one')).toEqual({ state: 'live', owner: 'Freya Dahl', quarantined: false });

    await page.getByRole('checkbox', { name: 'Choose Stray Three' }).check();
    await page.getByRole('radio', { name: 'One person for all' }).check();
    await page.getByRole('combobox', { name: 'New owner' }).fill('Oskar');
    await page.getByRole('option', { name: /Oskar Brandt/ }).click();
    await page.getByRole('button', { name: 'Release 1 Site' }).click();
    await page.getByText('No Site is in quarantine').waitFor();
    expect(await stateOf('stray-three')).toEqual({ state: 'live', owner: 'Oskar Brandt', quarantined: false });
  });
});

describe('a successor', () => {
  it('agrees on the Site’s page and steps down again', async () => {
    const page = await demo.as('member');
    await visit(page, '/handovers');
    await page.getByRole('link', { name: 'Onboarding Checklist' }).click();
    await page.getByRole('heading', { level: 1, name: 'Onboarding Checklist' }).waitFor();
    await page.getByRole('button', { name: 'Agree', exact: true }).click();
    await page.getByText('You agreed').waitFor();
    await page.getByRole('button', { name: 'Step down' }).click();
    await page.getByRole('heading', { level: 1, name: 'Handovers' }).waitFor();
    await page.getByText('Nothing came to you').waitFor();
  });
});
