import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { World } from '../support/world';

let world: World;
let siteId: string;
beforeAll(async () => {
  world = await World.create(3);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site();
});

/** Runs SQL as the application's role. Rejects with PostgreSQL's code and the constraint's name. */
async function sql(text: string, ...values: unknown[]): Promise<void> {
  await world.db.pool.query(text, values);
}
/** Sets columns of the Site, counting its revision up as the trigger wants. */
const set = (columns: string, ...values: unknown[]) => sql(`UPDATE site SET revision = revision + 1, ${columns} WHERE id = $1`, siteId, ...values);
const check = (constraint: string) => ({ code: '23514', constraint });

describe('the record refuses', () => {
  it('a live Site without an expiry, which a draft may lack', async () => {
    await expect(set('expires_at = NULL')).rejects.toMatchObject(check('site_live_has_expiry'));
    await set(`state = 'draft', expires_at = NULL`);
    await expect(set(`state = 'live'`)).rejects.toMatchObject(check('site_live_has_expiry'));
  });

  it('a disabled Site that does not say when, why and where from', async () => {
    await expect(set(`state = 'disabled'`)).rejects.toMatchObject(check('site_disabled_says_why'));
    await expect(set(`state = 'disabled', disabled_at = now(), disabled_reason = 'other'`)).rejects.toMatchObject({ code: '23514' });
    await expect(set(`state = 'disabled', disabled_at = now(), disabled_reason = 'other', disabled_from = 'retired'`)).rejects.toMatchObject({ code: '23514' });
    await set(`state = 'disabled', disabled_at = now(), disabled_reason = 'other', disabled_from = 'live'`);
    await expect(set(`state = 'live'`)).rejects.toMatchObject(check('site_disabled_says_why'));
    await expect(set('expires_at = NULL')).rejects.toMatchObject(check('site_reenable_needs_expiry'));
  });

  it('a reason on a Site that is open', async () => {
    for (const columns of ['disabled_at = now()', `disabled_reason = 'expired'`, `disabled_note = 'x'`, `disabled_from = 'live'`]) {
      await expect(set(columns), columns).rejects.toMatchObject(check('site_disabled_says_why'));
    }
  });

  it('a retired Site without its date, the date without the state, and retirement under legal hold', async () => {
    await expect(set(`state = 'retired'`)).rejects.toMatchObject(check('site_retired_has_date'));
    await expect(set('retired_at = now()')).rejects.toMatchObject(check('site_retired_has_date'));
    await set(`legal_hold_at = now(), legal_hold_reason = 'Case'`);
    await expect(set(`state = 'retired', retired_at = now()`)).rejects.toMatchObject(check('site_held_is_not_retired'));
  });

  it.each([
    ['a hold without a reason', 'legal_hold_at = now()', 'site_legal_hold_pair'],
    ['a report without its time', `observed_mode = 'public'`, 'site_observed_together'],
    ['drift that nobody observed', `drift = 'wider'`, 'site_drift_is_observed'],
    ['an owner as their own successor', 'successor_id = owner_id', 'site_successor_is_another'],
    ['a title that is too long', `title = repeat('x', 201)`, 'site_text_bounds'],
    ['a purpose that is too long', `purpose = repeat('x', 4001)`, 'site_text_bounds'],
    ['a slug with capitals', `slug = 'CRM'`, 'site_slug_shape'],
    ['a slug that ends in a hyphen', `slug = 'crm-'`, 'site_slug_shape'],
    ['a project id of another shape', `project_id = 'appgprj_123'`, 'site_project_id_shape'],
  ])('%s', async (_what, columns, constraint) => {
    await expect(set(columns)).rejects.toMatchObject(check(constraint));
  });

  it('a second Site with the slug, the project id or the manifest of another', async () => {
    const projectId = `appgprj_${'a'.repeat(32)}`;
    await world.site({ slug: 'taken', projectId });
    await world.site({ repository: 'git.example.com/a', manifestPath: '.openai/hosting.json' });
    await expect(set(`slug = 'taken'`)).rejects.toMatchObject({ code: '23505', constraint: 'site_slug_key' });
    await expect(set('project_id = $2', projectId)).rejects.toMatchObject({ code: '23505', constraint: 'site_project_id_key' });
    await expect(set(`repository = 'git.example.com/a', manifest_path = '.openai/hosting.json'`)).rejects.toMatchObject({
      code: '23505',
      constraint: 'site_repository_path_key',
    });
  });

  it('lists on anything but custom, and a mode that leaves lists behind', async () => {
    const insert = `INSERT INTO site_audience_person (site_id, person_id) VALUES ($1, $2)`;
    await expect(sql(insert, siteId, world.id('mia'))).rejects.toMatchObject({ code: '23503' });
    const group = `INSERT INTO site_audience_group (site_id, group_id, audience) VALUES ($1, $2, 'admins_only')`;
    await expect(sql(group, siteId, world.groups.team)).rejects.toMatchObject(check('audience_group_is_custom'));
    await set(`audience = 'custom'`);
    await sql(insert, siteId, world.id('mia'));
    for (const mode of ['admins_only', 'workspace_all']) await expect(set(`audience = '${mode}'`)).rejects.toMatchObject({ code: '23503' });
  });

  it('a forbidden use of a source, a group in itself, and a source or department named like another', async () => {
    const use = `INSERT INTO site_data_source (site_id, source_id, mode) VALUES ($1, $2, 'forbidden')`;
    await expect(sql(use, siteId, world.sources.crm)).rejects.toMatchObject(check('site_source_mode_is_a_use'));
    await expect(sql('INSERT INTO group_nesting (parent_id, child_id) VALUES ($1, $1)', world.groups.team)).rejects.toMatchObject(check('group_not_in_itself'));
    await expect(sql(`INSERT INTO department (id, name) VALUES ($1, 'SALES')`, uuidv7())).rejects.toMatchObject({ code: '23505', constraint: 'department_name_key' });
    const source = `INSERT INTO data_source (id, key, name, sensitivity, mode) VALUES ($1, 'crm2', 'crm', 'public', 'read_only')`;
    await expect(sql(source, uuidv7())).rejects.toMatchObject({ code: '23505', constraint: 'data_source_name_key' });
  });

  it('people without a role, with capitals in their address, or with half an identity', async () => {
    const person = (columns: string, values: string) => sql(`INSERT INTO person (id, name, ${columns}) VALUES ($1, 'X', ${values})`, uuidv7());
    await expect(person('email', `'X@example.com'`)).rejects.toMatchObject(check('person_email_lower'));
    await expect(person('email', `'nobody'`)).rejects.toMatchObject(check('person_email_lower'));
    await expect(person('email, roles', `'x@example.com', '{}'`)).rejects.toMatchObject(check('person_has_a_role'));
    await expect(person('email, oidc_issuer', `'x@example.com', 'https://login.example.com'`)).rejects.toMatchObject(check('person_oidc_pair'));
  });
});

describe('revisions', () => {
  it('count up by one, and by nothing else', async () => {
    for (const step of ['revision', 'revision + 2', 'revision - 1']) {
      await expect(sql(`UPDATE site SET title = 'x', revision = ${step} WHERE id = $1`, siteId), step).rejects.toMatchObject({ code: '23514' });
    }
    await expect(sql(`UPDATE site SET title = 'x' WHERE id = $1`, siteId)).rejects.toMatchObject({ code: '23514' });
  });

  it('of an open request move with the Site, those of a closed one stay', async () => {
    const { id, revision } = await world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'r' }, 'olga');
    await set(`title = 'Other'`);
    const read = async () => (await world.db.prisma.request.findUniqueOrThrow({ where: { id } })).revision;
    expect(await read()).toBe(revision + 1);
    await world.run(decideRequest, { requestId: id, decision: 'reject', revision: revision + 1, note: 'No.' }, 'rita');
    await set(`title = 'Another'`);
    expect(await read()).toBe(revision + 1);
  });
});

describe('requests', () => {
  const insert = (columns: string, values: string) =>
    sql(`INSERT INTO request (id, site_id, requester_id, reason, proposal, before, ${columns}) VALUES ($1, $2, $3, 'r', '{}', '{}', ${values})`, uuidv7(), siteId, world.id('olga'));

  it('of one kind are open one at a time', async () => {
    await insert('kind', `'widening'`);
    await expect(insert('kind', `'widening'`)).rejects.toMatchObject({ code: '23505', constraint: 'request_one_open' });
    await insert('kind, state, decided_at', `'widening', 'withdrawn', now()`);
  });

  it('name a new owner exactly where they are transfers, and a date exactly when they are closed', async () => {
    await expect(insert('kind', `'transfer'`)).rejects.toMatchObject(check('request_transfer_names_owner'));
    await expect(insert('kind, proposed_owner_id', `'widening', '${world.id('hal')}'`)).rejects.toMatchObject(check('request_transfer_names_owner'));
    await expect(insert('kind, state', `'widening', 'approved'`)).rejects.toMatchObject(check('request_decided_when_closed'));
    await expect(insert('kind, decided_at', `'widening', now()`)).rejects.toMatchObject(check('request_decided_when_closed'));
  });
});

describe('what is append-only', () => {
  beforeAll(async () => {
    const decided = await world.site();
    const { id, revision } = await world.run(requestWidening, { siteId: decided, audience: { mode: 'workspace_all' }, reason: 'r' }, 'olga');
    await world.run(decideRequest, { requestId: id, decision: 'approve', revision }, 'rita');
  });

  const attempts = [
    `UPDATE audit_event SET type = 'x'`,
    'DELETE FROM audit_event',
    'TRUNCATE audit_event',
    'DELETE FROM audit_head',
    'TRUNCATE audit_head',
    `UPDATE decision SET note = 'x'`,
    'DELETE FROM decision',
    'TRUNCATE decision CASCADE',
  ];

  it.each(attempts)('refuses the application: %s', async (text) => {
    await expect(sql(text)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(attempts)('refuses the owner of the tables too: %s', async (text) => {
    await expect(world.superuser.query(text)).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('append-only') as string });
  });

  it('leaves the application no other way in: not to the end of the chain, nor to an event that was not appended', async () => {
    await expect(sql('UPDATE audit_head SET seq = 0')).rejects.toMatchObject({ code: '42501' });
    const forge = `INSERT INTO audit_event SELECT 999, $1, at, type, actor_id, site_id, request_id, correlation_id, body, prev_hash, repeat('f', 64) FROM audit_event LIMIT 1`;
    await expect(sql(forge, uuidv7())).rejects.toMatchObject({ code: '42501' });
    await expect(sql('ALTER TABLE audit_event DISABLE TRIGGER ALL')).rejects.toMatchObject({ code: '42501' });
    await expect(sql('SET session_replication_role = replica')).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps Sites, people and requests from being deleted by the application', async () => {
    for (const table of ['site', 'person', 'request', '_prisma_migrations']) {
      await expect(sql(`DELETE FROM ${table}`), table).rejects.toMatchObject({ code: '42501' });
    }
  });
});
