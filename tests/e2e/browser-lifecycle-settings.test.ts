import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkerProcess } from '../support/app';
import { openDemoConsole, type DemoConsole } from '../support/demo-console';
import { tabTo } from '../support/tab-to';
import { visit } from '../support/visit';

let demo: DemoConsole;
let superuser: pg.Client;
beforeAll(async () => {
  demo = await openDemoConsole();
  superuser = new pg.Client({ connectionString: demo.database.ownerUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await demo.close();
});

/** So many Sites of the demo's owner whose review has been due for forty days. */
async function overdueReviews(count: number): Promise<void> {
  await superuser.query(
    `INSERT INTO site (id, slug, title, state, classification, audience, owner_id, department_id, purpose, expires_at, review_due_at, created_at, updated_at)
     SELECT gen_random_uuid(), 'field-guide-' || n, 'Field Guide ' || n, 'live', 'company_wide', 'workspace_all', p.id, p.department_id, 'Guide no. ' || n,
            now() + interval '300 days', now() - interval '40 days', now(), now()
       FROM generate_series(1, $1) n, person p WHERE p.email = 'owner@example.com'`,
    [count],
  );
}

describe('reviews', () => {
  it('are confirmed by thirties with one note, each with its event', async () => {
    await overdueReviews(30);
    const page = await demo.as('owner', { width: 390 });
    await visit(page, '/reviews');
    const first = page.getByRole('listitem').filter({ hasText: 'Field Guide 12' });
    await first.getByText('Overdue').waitFor();
    await first.getByText('narrowed to its owner by the next sweep').waitFor();
    await page.getByRole('button', { name: 'Choose all' }).click();
    for (const box of await page.getByRole('checkbox', { name: /^Choose (?!Field Guide)/ }).all()) await box.uncheck();
    await page.getByLabel('Note').fill('Looked through with the field team.');
    await page.getByRole('button', { name: 'Confirm 30 Sites' }).click();
    await page.getByText('30 confirmed', { exact: true }).waitFor();
    const { rows } = await superuser.query(`SELECT count(*)::int FROM audit_event WHERE type = 'site.reviewed' AND body::json ->> 'reason' = 'Looked through with the field team.'`);
    expect(rows).toEqual([{ count: 30 }]);
    await visit(page, '/reviews');
    expect(await page.getByText('Field Guide').count()).toBe(0);
  });

  it('are confirmed one by one with the keyboard', async () => {
    await superuser.query(`UPDATE site SET review_due_at = now() - interval '1 day', purpose = 'Another purpose', revision = revision + 1 WHERE slug = 'field-guide-7'`);
    const page = await demo.as('owner');
    await visit(page, '/reviews');
    const row = page.getByRole('listitem').filter({ hasText: 'Field Guide 7' });
    await row.getByText('Changed').waitFor();
    expect(await row.locator('del').innerText()).toBe('Guide no. 7');
    await tabTo(page, row.getByRole('button', { name: 'Confirm Field Guide 7' }));
    await page.keyboard.press('Enter');
    await row.getByText('Confirmed', { exact: true }).waitFor();
  });
});

describe('the jobs page', () => {
  it('shows a job that gave up, and begins it anew or throws it away', async () => {
    await superuser.query(`SELECT graphile_worker.add_job('plan-bulk-action', '{"bulkId":"password=hunter2"}', max_attempts => 1) FROM generate_series(1, 2)`);
    const worker = await startWorkerProcess({ databaseUrl: demo.database.url, env: { LOG_LEVEL: 'silent' } });
    const dead = async () => (await superuser.query<{ count: number }>('SELECT count(*)::int FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL')).rows[0]?.count;
    await expect.poll(dead, { timeout: 20_000, interval: 50 }).toBe(2);
    const page = await demo.as('admin');
    await visit(page, '/');
    await page.getByRole('link', { name: /Failed jobs/ }).click();
    await page.getByText('One worker is there.').waitFor();
    const rows = page.getByRole('row', { name: /Plan a bulk action/ }).filter({ hasText: 'Gave up' });
    expect(await rows.count()).toBe(2);
    expect(await page.content()).not.toContain('hunter2');
    await worker.stop();

    await rows.first().getByRole('button', { name: /^Retry/ }).click();
    await page.getByText('Begins anew').waitFor();
    await page.getByText('No worker is there').waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().getByRole('button', { name: /^Dismiss/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Reason').fill('It names no bulk action.');
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => rows.count()).toBe(0);
    const { rows: events } = await superuser.query(`SELECT type FROM audit_event WHERE type LIKE 'job.%' ORDER BY seq`);
    expect(events).toEqual([{ type: 'job.retried' }, { type: 'job.dismissed' }]);
  });
});

describe('the settings', () => {
  it('tell what they would do before they are changed, and who changed them why', async () => {
    await superuser.query(`UPDATE site SET expires_at = now() - interval '5 days', revision = revision + 1 WHERE slug LIKE 'field-guide-_'`);
    const page = await demo.as('admin');
    await visit(page, '/settings/workspace');
    await page.getByRole('group', { name: 'Grace' }).getByLabel('Company-wide, days').fill('3');
    await page.getByRole('button', { name: 'Simulate' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'Disabled as expired' });
    await line.getByText('See them').click();
    await line.getByRole('link', { name: 'Field Guide 9' }).waitFor();
    const [proposed = 0, now = 0] = (await line.innerText()).match(/\d+(?= Site)|(?<=now )\d+/g)?.map(Number) ?? [];
    expect(proposed).toBe(now + 9);
    await page.getByLabel('Reason').fill('Three days are enough.');
    await page.getByRole('button', { name: 'Change the settings' }).click();
    await page.getByText('Settings changed').waitFor();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('Three days are enough.').waitFor();
    expect(await history.innerText()).toMatch(/Grace days, company wide[\s\S]*14[\s\S]*3/);
    const stored = await superuser.query<{ value: { graceDays: object } }>('SELECT value FROM workspace_settings');
    expect(stored.rows[0]?.value.graceDays).toMatchObject({ company_wide: 3 });
  });
});

describe('a Site', () => {
  it('says what happens next, and is kept when nobody visits it', async () => {
    await superuser.query(`UPDATE site SET last_visited_at = now() - interval '200 days', expires_at = now() + interval '200 days', revision = revision + 1 WHERE slug = 'field-guide-3'`);
    const page = await demo.as('owner');
    await visit(page, '/sites/field-guide-3');
    const next = page.getByRole('region', { name: 'What happens next' });
    expect(await next.innerText()).toMatch(/Expires unless renewed[\s\S]*Disabled unless renewed/);
    await page.getByRole('button', { name: 'Still needed' }).click();
    await page.getByLabel('Why it is still needed').fill('For the audit in June.');
    await page.getByRole('dialog').getByRole('button', { name: 'Still needed' }).click();
    await page.getByText('Is this still needed?').waitFor({ state: 'hidden' });
  });
});
