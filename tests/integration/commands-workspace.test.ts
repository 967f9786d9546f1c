import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { hashToken } from '@/lib/gate/actor';
import { importCsv } from '@/lib/imports/commands/import-csv';
import { importFeed } from '@/lib/imports/commands/import-feed';
import { importManifests } from '@/lib/imports/commands/import-manifests';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { endSessions } from '@/lib/people/commands/end-sessions';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { setRoles } from '@/lib/people/commands/set-roles';
import { changeSettings } from '@/lib/settings/commands/change-settings';
import { getSettings } from '@/lib/settings/get-settings';
import { createToken } from '@/lib/tokens/commands/create-token';
import { revokeToken } from '@/lib/tokens/commands/revoke-token';
import { listTokens } from '@/lib/tokens/list-tokens';
import { problemOf, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());

const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;
const reason = 'Because.';

async function newPerson(name: string): Promise<string> {
  return (await world.db.prisma.person.create({ data: { email: `${name}@example.com`, name } })).id;
}

describe('people', () => {
  it('lose their sessions with their roles, their place, or at a word', async () => {
    const personId = await newPerson('pia');
    const version = async () => (await world.db.prisma.person.findUniqueOrThrow({ where: { id: personId } })).sessionVersion;
    expect(await world.run(setRoles, { personId, roles: ['reviewer'], reason }, 'ada')).toMatchObject({ roles: ['reviewer'] });
    expect(await version()).toBe(2);
    await world.run(endSessions, { personId, reason }, 'ada');
    expect(await version()).toBe(3);
    expect(await world.run(deactivatePerson, { personId, reason }, 'ada')).toMatchObject({ active: false });
    expect(await version()).toBe(4);
    expect(await world.run(reactivatePerson, { personId, reason }, 'ada')).toMatchObject({ active: true });
    expect(await version()).toBe(4);
    const events = await world.db.prisma.auditEvent.findMany({ where: { body: { contains: personId } }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['person.roles_changed', 'person.sessions_ended', 'person.deactivated', 'person.reactivated']);
  });

  it.each(['rita', 'aude', 'olga'] as const)('are forbidden to %s to change', async (by) => {
    const personId = world.id('mia');
    expect(await kindOf(world.run(setRoles, { personId, roles: ['admin'], reason }, by))).toBe('forbidden');
    expect(await kindOf(world.run(endSessions, { personId, reason }, by))).toBe('forbidden');
    expect(await kindOf(world.run(deactivatePerson, { personId, reason }, by))).toBe('forbidden');
    expect(await kindOf(world.run(reactivatePerson, { personId, reason }, by))).toBe('forbidden');
  });

  it('can’t be deactivated by themselves or twice, and auditors hold no other role', async () => {
    expect(await kindOf(world.run(deactivatePerson, { personId: world.id('ada'), reason }, 'ada'))).toBe('conflict');
    expect(await kindOf(world.run(reactivatePerson, { personId: world.id('mia'), reason }, 'ada'))).toBe('conflict');
    expect(await problemOf(world.run(setRoles, { personId: world.id('mia'), roles: ['auditor', 'admin'], reason }, 'ada'))).toMatchObject({ kind: 'rule', errors: [{ path: 'roles' }] });
  });

  it('always keep one admin, also when two take the role from each other at once', async () => {
    const other = await World.create(6);
    const demote = (whom: Name, by: Name) => other.run(setRoles, { personId: other.id(whom), roles: ['member'], reason }, by);
    const outcomes = await Promise.allSettled([demote('ada', 'abe'), demote('abe', 'ada')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await other.db.prisma.person.count({ where: { roles: { has: 'admin' } } })).toBe(1);
    await other.close();
  });
});

describe('settings', () => {
  const longer = { ...defaultSettings, expiringDays: 14 };

  it('are changed by admins, at the revision that they saw, with before and after', async () => {
    expect(await world.run(changeSettings, { settings: longer, reason, revision: 0 }, 'ada')).toEqual({ settings: longer, revision: 1 });
    expect(await kindOf(world.run(changeSettings, { settings: defaultSettings, reason, revision: 0 }, 'ada'))).toBe('stale');
    expect(await kindOf(world.run(changeSettings, { settings: longer, reason, revision: 1 }, 'ada'))).toBe('rule');
    expect(await world.run(changeSettings, { settings: defaultSettings, reason, revision: 1 }, 'ada')).toMatchObject({ revision: 2 });
    const event = await world.db.prisma.auditEvent.findFirstOrThrow({ where: { type: 'settings.changed' }, orderBy: { seq: 'desc' } });
    expect(JSON.parse(event.body)).toMatchObject({ changes: { expiringDays: { before: 14, after: 30 } } });
  });

  it('are forbidden to everybody else to change, and to members to see', async () => {
    for (const by of ['rita', 'aude', 'olga'] as const) expect(await kindOf(world.run(changeSettings, { settings: longer, reason, revision: 2 }, by))).toBe('forbidden');
    expect(await kindOf(world.read(getSettings, {}, 'olga'))).toBe('forbidden');
    expect(await world.read(getSettings, {}, 'aude')).toMatchObject({ settings: defaultSettings });
  });

  it('can’t contradict themselves', async () => {
    const settings = { ...defaultSettings, lifetimeDays: { ...defaultSettings.lifetimeDays, team_internal: 400 } };
    expect(await problemOf(world.run(changeSettings, { settings, reason, revision: 2 }, 'ada'))).toMatchObject({ kind: 'invalid', errors: [{ path: 'settings.lifetimeDays.team_internal' }] });
  });
});

describe('tokens', () => {
  it('are shown once and kept as a hash', async () => {
    const { token, id } = await world.run(createToken, { name: 'CI', scopes: ['read', 'write'] }, 'olga');
    const stored = await world.db.prisma.apiToken.findUniqueOrThrow({ where: { id } });
    expect(stored).toMatchObject({ hash: hashToken(token), prefix: token.slice(0, 8), personId: world.id('olga') });
    expect(JSON.stringify(stored)).not.toContain(token);
    const events = await world.db.prisma.auditEvent.findMany({ where: { type: 'token.created' } });
    expect(JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))).not.toContain(token);
  });

  it('are revoked by their owner or an admin, once, and hidden from everybody else', async () => {
    const { id: tokenId } = await world.run(createToken, { name: 'CI' }, 'olga');
    for (const by of ['mia', 'rita', 'aude'] as const) expect(await kindOf(world.run(revokeToken, { tokenId }, by))).toBe('not-found');
    expect(await world.run(revokeToken, { tokenId }, 'olga')).toMatchObject({ id: tokenId });
    expect(await kindOf(world.run(revokeToken, { tokenId }, 'ada'))).toBe('conflict');
    expect((await world.read(listTokens, {}, 'mia')).items.map(({ id }) => id)).not.toContain(tokenId);
    expect((await world.read(listTokens, {}, 'ada')).items.map(({ id }) => id)).toContain(tokenId);
  });

  it('for somebody else are forbidden to all but admins, and an auditor’s only read', async () => {
    for (const by of ['rita', 'aude', 'mia'] as const) expect(await kindOf(world.run(createToken, { name: 'x', person: world.id('olga') }, by))).toBe('forbidden');
    expect(await world.run(createToken, { name: 'x', person: world.id('olga') }, 'ada')).toMatchObject({ scopes: ['read'] });
    expect(await problemOf(world.run(createToken, { name: 'x', scopes: ['write'] }, 'aude'))).toMatchObject({ kind: 'rule', errors: [{ path: 'scopes' }] });
    expect(await world.run(createToken, { name: 'x' }, 'aude')).toMatchObject({ scopes: ['read'] });
  });

  it('can’t be made with a token that only reads', async () => {
    const reading = { ...world.as.olga, tokenId: '01900000-0000-7000-8000-000000000001', scopes: ['read'] as const };
    expect(await kindOf(world.run(createToken, { name: 'x', scopes: ['write'] }, reading))).toBe('forbidden');
  });
});

describe('imports', () => {
  const manifest = { path: 'crm/.openai/hosting.json', content: '{"project_id":"appgprj_6a0000000123456789abcdef01234567","d1":"DB"}' };
  const csv = { rows: async function* () {}, titles: new Set(), slugs: new Set(), refused: [] } as never;

  it('are previewed without a trace and applied by admins', async () => {
    const items = [manifest];
    expect(await world.run(importManifests, { apply: false, items }, 'ada')).toMatchObject({ created: 1 });
    expect(await world.db.prisma.site.count({ where: { projectId: { not: null } } })).toBe(0);
    expect(await world.run(importManifests, { apply: true, items }, 'ada')).toMatchObject({ created: 1 });
    expect(await world.run(importManifests, { apply: true, items }, 'ada')).toMatchObject({ created: 0, unchanged: 1 });
    expect(await world.run(importFeed, { apply: false, sites: [] }, 'ada')).toMatchObject({ created: 0 });
    expect(await world.run(importCsv, { apply: false, csv }, 'ada')).toMatchObject({ created: 0 });
  });

  it.each(['rita', 'aude', 'olga'] as const)('are forbidden to %s, dry runs too', async (by) => {
    for (const apply of [true, false]) {
      expect(await kindOf(world.run(importManifests, { apply, items: [manifest] }, by))).toBe('forbidden');
      expect(await kindOf(world.run(importFeed, { apply, sites: [] }, by))).toBe('forbidden');
      expect(await kindOf(world.run(importCsv, { apply, csv }, by))).toBe('forbidden');
    }
  });
});
