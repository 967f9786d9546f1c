import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSite } from '@/lib/sites/commands/create-site';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { editSite } from '@/lib/sites/commands/edit-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { keepSite } from '@/lib/sites/commands/keep-site';
import { nameSuccessor } from '@/lib/sites/commands/name-successor';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { setLegalHold } from '@/lib/sites/commands/set-legal-hold';
import { getSite } from '@/lib/sites/get-site';
import { problemOf, World, type Name } from '../support/world';

let world: World;
/** Olga's Site, open to Hal and the team; Mia can't see it. */
let siteId: string;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] } });
});

const closed = () => ({ state: 'disabled', disabledAt: new Date(0), disabledFrom: 'live' }) as const;

/** Each command as somebody would run it; `may` are all of the cast who may. */
const attempts: { name: string; may: Name[]; run: (by: Name) => Promise<unknown>; event: string }[] = [
  { name: 'editSite', may: ['ada', 'olga'], event: 'site.edited', run: (by) => world.run(editSite, { siteId, title: 'Other' }, by) },
  { name: 'renewSite', may: ['ada', 'olga'], event: 'site.renewed', run: (by) => world.run(renewSite, { siteId, expiresAt: '2027-06-01', reason: 'In use.' }, by) },
  { name: 'keepSite', may: ['ada', 'olga'], event: 'site.kept', run: (by) => world.run(keepSite, { siteId, reason: 'Once a year.' }, by) },
  { name: 'nameSuccessor', may: ['ada', 'olga'], event: 'site.successor_named', run: (by) => world.run(nameSuccessor, { siteId, successor: world.id('rob') }, by) },
  { name: 'narrowSite', may: ['ada', 'rita', 'olga'], event: 'site.audience_narrowed', run: (by) => world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, by) },
  { name: 'disableSite', may: ['ada', 'rita', 'olga'], event: 'site.disabled', run: (by) => world.run(disableSite, { siteId, reason: 'inactive' }, by) },
  { name: 'reviewSite', may: ['ada', 'rita', 'olga'], event: 'site.reviewed', run: (by) => world.run(reviewSite, { siteId, note: 'Holds.' }, by) },
  { name: 'setLegalHold', may: ['ada'], event: 'site.legal_hold_set', run: (by) => world.run(setLegalHold, { siteId, hold: true, reason: 'Case 7' }, by) },
];
const everybody: Name[] = ['ada', 'rita', 'aude', 'olga', 'hal', 'mia'];

async function stored() {
  return world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
}
async function lastEvent() {
  return world.db.prisma.auditEvent.findFirst({ where: { siteId }, orderBy: { seq: 'desc' } });
}

describe.each(attempts)('$name', ({ may, run, event }) => {
  it.each(may)('is done by %s, with its event', async (by) => {
    await run(by);
    expect((await stored()).revision).toBe(2);
    expect(await lastEvent()).toMatchObject({ type: event, actorId: world.id(by) });
  });

  it.each(everybody.filter((name) => !may.includes(name)))('is forbidden to %s, and nothing happens', async (by) => {
    const before = await stored();
    const problem = await problemOf(run(by));
    // Mia can't see the Site, so she isn't even told that it exists.
    expect(problem.kind).toBe(by === 'mia' ? 'not-found' : 'forbidden');
    if (by === 'aude') expect(problem.message).toContain('Auditors');
    expect(await stored()).toEqual(before);
    expect(await lastEvent()).toBeNull();
  });
});

describe('every command', () => {
  it('says of a Site that isn’t there what it says of one that can’t be seen', async () => {
    const hidden = await problemOf(world.run(renewSite, { siteId, expiresAt: '2027-06-01', reason: 'r' }, 'mia'));
    const absent = await problemOf(world.run(renewSite, { siteId: '01900000-0000-7000-8000-000000000000', expiresAt: '2027-06-01', reason: 'r' }, 'mia'));
    expect([hidden.kind, hidden.message]).toEqual([absent.kind, absent.message]);
  });

  it('is forbidden to a token that only reads, and told before anything is looked up', async () => {
    const reading = { ...world.as.olga, tokenId: '01900000-0000-7000-8000-000000000001', scopes: ['read'] as const };
    expect(await problemOf(world.run(renewSite, { siteId, expiresAt: '2027-06-01', reason: 'r' }, reading))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('write scope') as string });
    expect(await world.read(getSite, { siteId }, reading)).toMatchObject({ id: siteId });
  });

  it('names the fields of a wrong input', async () => {
    const problem = await problemOf(world.run(renewSite, { siteId: 'x', expiresAt: 'soon', reason: ' ', colour: 'red' } as never, 'olga'));
    expect(problem.kind).toBe('invalid');
    expect(problem.errors.map(({ path }) => path).sort()).toEqual(['colour', 'expiresAt', 'reason', 'siteId']);
  });

  it('refuses who looked before somebody else changed the Site', async () => {
    await world.run(editSite, { siteId, title: 'First', revision: 1 }, 'olga');
    expect(await problemOf(world.run(editSite, { siteId, title: 'Second', revision: 1 }, 'ada'))).toMatchObject({ kind: 'stale', details: { currentRevision: 2 } });
    expect((await stored()).title).toBe('First');
  });

  it('run at once on one Site changes it once for each that succeeds', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => world.run(editSite, { siteId, title: `Title ${at}`, revision: 1 }, 'olga')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await stored()).revision).toBe(2);
  });
});

describe('createSite', () => {
  it('registers for oneself, owner and admins only, in one’s department', async () => {
    const site = await world.run(createSite, { title: 'Mein Café', dataSources: [{ key: 'crm' }] }, 'mia');
    expect(site).toMatchObject({ slug: 'mein-cafe', state: 'draft', audience: 'admins_only', owner: { name: 'Mia' }, department: { name: 'Sales' }, completeness: 60, dataSources: [{ key: 'crm', mode: 'read_only' }] });
  });

  it('gives ten Sites of one title ten slugs, at once', async () => {
    const sites = await Promise.all(Array.from({ length: 10 }, () => world.run(createSite, { title: 'Same' }, 'mia')));
    expect(new Set(sites.map(({ slug }) => slug))).toEqual(new Set(['same', ...Array.from({ length: 9 }, (_, at) => `same-${at + 2}`)]));
  });

  it('is forbidden to auditors, and for others to all but admins', async () => {
    expect(await problemOf(world.run(createSite, { title: 'x' }, 'aude'))).toMatchObject({ kind: 'forbidden' });
    expect(await problemOf(world.run(createSite, { title: 'x', owner: world.id('olga') }, 'mia'))).toMatchObject({ kind: 'rule', errors: [{ path: 'owner' }] });
    expect(await world.run(createSite, { title: 'x', owner: world.id('olga') }, 'ada')).toMatchObject({ owner: { name: 'Olga' } });
  });

  it('names what doesn’t exist by its field', async () => {
    const problem = await problemOf(world.run(createSite, { title: 'x', department: siteId, dataSources: [{ key: 'crm' }, { key: 'nope' }] }, 'mia'));
    expect(problem.errors.map(({ path }) => path)).toEqual(['department', 'dataSources[1]']);
  });
});

describe('enableSite', () => {
  it('is done by the owner after an ordinary reason', async () => {
    siteId = await world.site({ ...closed(), disabledReason: 'inactive' });
    expect(await world.run(enableSite, { siteId }, 'olga')).toMatchObject({ state: 'live' });
    expect(await stored()).toMatchObject({ disabledAt: null, disabledReason: null, disabledFrom: null });
  });

  it.each(['security_incident', 'wrong_data', 'access_scope_mistake', 'policy_violation'] as const)('is forbidden to the owner after %s, and done by a reviewer', async (disabledReason) => {
    siteId = await world.site({ ...closed(), disabledReason });
    expect(await problemOf(world.run(enableSite, { siteId }, 'olga'))).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('security reason') as string });
    expect(await world.run(enableSite, { siteId, note: 'Mended.' }, 'rita')).toMatchObject({ state: 'live' });
  });

  it('is forbidden to auditors, hidden from strangers, and pointless on what is open', async () => {
    expect(await problemOf(world.run(enableSite, { siteId }, 'aude'))).toMatchObject({ kind: 'forbidden' });
    expect(await problemOf(world.run(enableSite, { siteId }, 'mia'))).toMatchObject({ kind: 'not-found' });
    expect(await problemOf(world.run(enableSite, { siteId }, 'olga'))).toMatchObject({ kind: 'conflict' });
  });
});

describe('what a command leaves behind', () => {
  it('narrowing keeps the lists in step with the mode', async () => {
    await world.run(narrowSite, { siteId, audience: { mode: 'custom', people: [world.id('hal')] } }, 'olga');
    expect(await world.db.prisma.siteAudienceGroup.count({ where: { siteId } })).toBe(0);
    await world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, 'olga');
    expect(await world.db.prisma.siteAudiencePerson.count({ where: { siteId } })).toBe(0);
    expect(await problemOf(world.read(getSite, { siteId }, 'hal'))).toMatchObject({ kind: 'not-found' });
  });

  it('narrowing names people and groups that don’t exist', async () => {
    const ghost = '01900000-0000-7000-8000-00000000dead';
    const problem = await problemOf(world.run(narrowSite, { siteId, audience: { mode: 'custom', people: [ghost], groups: [ghost] } }, 'olga'));
    expect(problem).toMatchObject({ kind: 'rule', errors: [{ path: 'audience.people[0]' }, { path: 'audience.groups[0]' }] });
  });

  it('drift is worked out again when the approved side moves', async () => {
    const observedAccess = { users: [{ email: 'olga@example.com', name: 'Olga', role: 'owner', isExternal: false }], groups: [], externalVisitors: 0 };
    siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')] }, observedMode: 'custom', observedAt: new Date(0), observedAccess, drift: 'narrower' });
    expect(await world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, 'olga')).toMatchObject({ drift: 'none' });
  });

  it('storage notes are kept, counted and told in one event', async () => {
    await world.db.prisma.storageBinding.create({ data: { siteId, kind: 'd1', name: 'DB' } });
    await world.run(editSite, { siteId, storageNotes: [{ kind: 'd1', kept: 'Notes', retention: '90 days' }] }, 'olga');
    expect(await world.db.prisma.storageBinding.findFirst({ where: { siteId } })).toMatchObject({ kept: 'Notes', retention: '90 days' });
    expect((await stored()).revision).toBe(2);
    const body = JSON.parse((await lastEvent())?.body ?? '{}') as { changes: object };
    expect(Object.keys(body.changes)).toEqual(['storage.d1.kept', 'storage.d1.retention']);
    const problem = await problemOf(world.run(editSite, { siteId, storageNotes: [{ kind: 'r2', kept: 'x' }] }, 'olga'));
    expect(problem.errors[0]?.path).toBe('storageNotes[0].kind');
  });
});
