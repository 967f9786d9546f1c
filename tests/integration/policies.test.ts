import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyEffect, PolicyRule } from '@/lib/domain/policy';
import type { Deciders } from '@/lib/domain/stage';
import { checkPolicy } from '@/lib/policies/check-policy';
import { archivePolicy } from '@/lib/policies/commands/archive-policy';
import { changePolicy } from '@/lib/policies/commands/change-policy';
import { createPolicy } from '@/lib/policies/commands/create-policy';
import { importPolicies } from '@/lib/policies/commands/import-policies';
import { restorePolicy } from '@/lib/policies/commands/restore-policy';
import { exportPolicies } from '@/lib/policies/export-policies';
import { getPolicy } from '@/lib/policies/get-policy';
import { listPolicies } from '@/lib/policies/list-policies';
import { readActivePolicies } from '@/lib/policies/read-policies';
import { problemOf, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(5);
});
afterAll(() => world.close());

/** Only what a test makes is there: the policies of a new workspace are put away. */
const clear = () => world.superuser.query(`ALTER TABLE policy_version DISABLE TRIGGER USER; DELETE FROM policy_version; DELETE FROM policy; ALTER TABLE policy_version ENABLE TRIGGER USER`);
beforeEach(clear);
afterEach(clear);

const why = 'Decided by the board';
const rule: PolicyRule = { key: 'no-drafts', name: 'Drafts stay closed', description: null, isEnabled: true, triggers: ['widen'], condition: 'site.state == "draft"', effects: [{ effect: 'forbid', message: 'Deploy it first.' }] };
const says = { name: rule.name, description: null, isEnabled: true, triggers: rule.triggers, condition: rule.condition, effects: rule.effects };
const stage = (who: Partial<Deciders>, approvals: number): PolicyEffect => ({
  effect: 'require_stage',
  stage: { key: 'security', name: 'Security', who: { roles: [], people: [], groups: [], relations: [], ...who }, alternates: null, approvals, order: 1 },
});

/** The events of policies, oldest first. */
const events = async () =>
  (await world.superuser.query<{ body: string }>(`SELECT body FROM audit_event WHERE type LIKE 'policy.%' ORDER BY seq`)).rows.map(({ body }) => JSON.parse(body) as { type: string });

const kindOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).kind;

describe('a policy', () => {
  it('is written in versions that stay, each with who and why', async () => {
    const before = (await events()).length;
    const made = await world.run(createPolicy, { ...rule, why }, 'ada');
    expect(made).toMatchObject({ version: 1, revision: 1, why, changedBy: { name: 'Ada' }, notes: [], archivedAt: null });
    const changed = await world.run(changePolicy, { policyId: made.id, ...says, condition: 'true', why: 'Always', revision: 1 }, 'abe');
    expect(changed).toMatchObject({ version: 2, condition: 'true', changedBy: { name: 'Abe' } });
    const { versions } = await world.read(getPolicy, { policyId: made.id }, 'aude');
    expect(versions.map(({ number, condition, why: because, author }) => [number, condition, because, author?.name])).toEqual([
      [2, 'true', 'Always', 'Abe'],
      [1, rule.condition, why, 'Ada'],
    ]);
    expect(await readActivePolicies(world.db.prisma, 'widen')).toMatchObject([{ key: rule.key, version: 2, condition: 'true' }]);
    expect((await events()).slice(before)).toMatchObject([
      { type: 'policy.created', subject: { kind: 'policy', id: made.id, name: rule.name }, reason: why, changes: { condition: { before: null, after: rule.condition } } },
      { type: 'policy.changed', reason: 'Always', changes: { condition: { before: rule.condition, after: 'true' } }, data: { version: 2 } },
    ]);
    await expect(world.superuser.query(`UPDATE policy_version SET why = 'Never'`)).rejects.toThrow('written once');
  });

  it('goes back to what an earlier version said, as a new version', async () => {
    const { id } = await world.run(createPolicy, { ...rule, why }, 'ada');
    await world.run(changePolicy, { policyId: id, ...says, condition: 'true', why: 'Always' }, 'ada');
    expect(await world.run(restorePolicy, { policyId: id, version: 1, why: 'Too strict', revision: 2 }, 'ada')).toMatchObject({ version: 3, condition: rule.condition, why: 'Too strict' });
    expect(await kindOf(world.run(restorePolicy, { policyId: id, version: 1, why }, 'ada'))).toBe('rule');
    expect(await kindOf(world.run(restorePolicy, { policyId: id, version: 9, why }, 'ada'))).toBe('not-found');
  });

  it('is put away, no longer asked, and brought back', async () => {
    const { id } = await world.run(createPolicy, { ...rule, why }, 'ada');
    await world.run(archivePolicy, { policyId: id, why, revision: 1 }, 'ada');
    expect(await readActivePolicies(world.db.prisma)).toEqual([]);
    expect((await world.read(listPolicies, {}, 'rita')).items).toEqual([]);
    expect((await world.read(listPolicies, { archived: 'true' }, 'rita')).items).toMatchObject([{ id }]);
    expect(await kindOf(world.run(archivePolicy, { policyId: id, why }, 'ada'))).toBe('conflict');
    expect(await kindOf(world.run(changePolicy, { policyId: id, ...says, condition: 'true', why }, 'ada'))).toBe('conflict');
    expect(await problemOf(world.run(createPolicy, { ...rule, why }, 'ada'))).toMatchObject({ kind: 'rule', errors: [{ path: 'key', message: expect.stringContaining('Restore it') as string }] });
    expect(await world.run(restorePolicy, { policyId: id, why }, 'ada')).toMatchObject({ version: 2, archivedAt: null });
    expect(await readActivePolicies(world.db.prisma)).toMatchObject([{ id, version: 2 }]);
  });

  it('is refused where somebody else was faster, nothing changes, or its key is taken', async () => {
    const { id } = await world.run(createPolicy, { ...rule, why }, 'ada');
    expect(await kindOf(world.run(changePolicy, { policyId: id, ...says, why }, 'ada'))).toBe('rule');
    await world.run(changePolicy, { policyId: id, ...says, name: 'Another', why, revision: 1 }, 'ada');
    expect(await problemOf(world.run(changePolicy, { policyId: id, ...says, why, revision: 1 }, 'abe'))).toMatchObject({ kind: 'stale', details: { revision: 2 } });
    expect(await kindOf(world.run(archivePolicy, { policyId: id, why, revision: 1 }, 'abe'))).toBe('stale');
    expect(await problemOf(world.run(createPolicy, { ...rule, why }, 'ada'))).toMatchObject({ errors: [{ path: 'key' }] });
    const [one, other] = await Promise.allSettled(['ada', 'abe'].map((name) => world.run(changePolicy, { policyId: id, ...says, name: `By ${name}`, why, revision: 2 }, name as Name)));
    expect([one?.status, other?.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may be read by those who govern and changed by admins: forbidden to everybody else', async () => {
    const { id } = await world.run(createPolicy, { ...rule, why }, 'ada');
    const yaml = 'siteward: policies/1\npolicies: []\n';
    for (const name of ['rita', 'aude', 'olga'] as const) {
      expect(await kindOf(world.run(createPolicy, { ...rule, key: 'other', why }, name))).toBe('forbidden');
      expect(await kindOf(world.run(changePolicy, { policyId: id, ...says, why }, name))).toBe('forbidden');
      expect(await kindOf(world.run(archivePolicy, { policyId: id, why }, name))).toBe('forbidden');
      expect(await kindOf(world.run(restorePolicy, { policyId: id, why }, name))).toBe('forbidden');
      expect(await kindOf(world.run(importPolicies, { yaml, apply: true, prune: true, why }, name))).toBe('forbidden');
    }
    const attempts = [
      () => world.read(listPolicies, {}, 'olga'),
      () => world.read(getPolicy, { policyId: id }, 'olga'),
      () => world.read(checkPolicy, { condition: 'true' }, 'olga'),
      () => world.read(exportPolicies, {}, 'olga'),
      () => world.run(importPolicies, { yaml, apply: false }, 'olga'),
    ];
    for (const attempt of attempts) expect(await kindOf(attempt())).toBe('forbidden');
    expect(await readActivePolicies(world.db.prisma)).toHaveLength(1);
  });
});

describe('a rule that can’t be kept', () => {
  it.each<[string, Partial<PolicyRule>, string, RegExp]>([
    ['a condition that is no CEL', { condition: 'site.' }, 'condition', /^Line 1, column \d+/],
    ['a condition that names what is not there', { condition: 'true &&\n site.statee == "live"' }, 'condition', /^Line 2, column 7: .*Did you mean “state”/],
    ['a condition that says no yes or no', { condition: 'change.gains' }, 'condition', /yes or no/],
    ['a word that can’t be there', { condition: 'change.to == "everybody"' }, 'condition', /workspace_all/],
    ['a stage that nobody may answer', { effects: [stage({}, 1)] }, 'effects[0].stage.who', /who may answer/],
    ['somebody who is not here', { effects: [stage({ people: ['0190a1b2-0000-7000-8000-000000000000'] }, 1)] }, 'effects[0].stage.who', /no person or group/],
    ['a limit of nothing', { effects: [{ effect: 'limit_audience', mode: null, people: null, message: 'No.' }] }, 'effects[0]', /widest/],
  ])('%s', async (_what, wrong, path, message) => {
    const problem = await problemOf(world.run(createPolicy, { ...rule, ...wrong, why }, 'ada'));
    expect(problem).toMatchObject({ kind: 'rule', errors: [{ path }] });
    expect(problem.errors[0]?.message).toMatch(message);
    expect(await readActivePolicies(world.db.prisma)).toEqual([]);
  });

  it('is told of while it is written, with the place of the mistake', async () => {
    expect(await world.read(checkPolicy, { condition: 'change.raech > 5' }, 'rita')).toMatchObject({ condition: { message: expect.stringContaining('reach') as string, from: 7, to: 12 }, notes: [] });
    const half = { key: 'Not yet', effects: [{ effect: 'forbid', message: '' }, stage({ roles: ['reviewer'] }, 3)] };
    expect(await world.read(checkPolicy, { condition: 'true', triggers: ['widen'], ...half }, 'rita')).toMatchObject({ problems: [], notes: [{ path: 'effects[1].stage' }] });
    expect(await world.read(checkPolicy, { condition: '' }, 'rita')).toMatchObject({ condition: { from: 0, to: 0 } });
    expect(await world.read(checkPolicy, { condition: 'change.reach > 5' }, 'rita')).toEqual({ condition: null, problems: [], notes: [] });
  });
});

describe('whoever saves a policy is told', () => {
  const notesOf = async (effects: PolicyEffect[], more: Partial<PolicyRule> = {}) => (await world.run(createPolicy, { ...rule, ...more, effects, why }, 'ada')).notes.map(({ message }) => message);

  it('that a quorum is larger than the pool', async () => {
    const [note] = await notesOf([stage({ roles: ['reviewer'] }, 3)]);
    expect(note).toMatch(/takes 3 approvals, but only 2 people can answer/);
    expect((await world.read(getPolicy, { policyId: rule.key }, 'rita')).notes).toHaveLength(1);
  });

  it('that it takes everybody there is', async () => {
    expect(await notesOf([stage({ roles: ['reviewer'], people: [world.id('mia')] }, 3)])).toEqual([expect.stringMatching(/no more than 3 people can answer/)]);
  });

  it('nothing where there are enough, groups and relations counted', async () => {
    const inner = world.groups.team;
    await world.db.prisma.groupNesting.create({ data: { parentId: world.groups.board, childId: inner } });
    await world.db.prisma.groupMember.createMany({ data: [{ groupId: inner, personId: world.id('mia') }, { groupId: inner, personId: world.id('hal') }] });
    expect(await notesOf([stage({ roles: ['reviewer'], groups: [world.groups.board] }, 3)])).toEqual([]);
    expect(await notesOf([stage({ relations: ['source_owner'] }, 9)], { key: 'by-sources' })).toEqual([]);
    expect(await notesOf([stage({ relations: ['owner_manager', 'department_lead'] }, 3)], { key: 'by-lead', triggers: ['change'] })).toEqual([expect.stringMatching(/but only 2 people/)]);
  });

  it('that another policy asks other people for the same stage', async () => {
    await notesOf([stage({ roles: ['admin'] }, 1)], { key: 'by-admins', name: 'Admins look' });
    expect(await notesOf([stage({ roles: ['reviewer'] }, 1)])).toEqual([expect.stringMatching(/together with “Admins look”, which asks for the same stage, takes 1 approval, but only 0 people/)]);
  });

  it('of somebody who has left, and of an effect that never follows', async () => {
    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: new Date() } });
    try {
      expect(await notesOf([stage({ people: [world.id('hal'), world.id('mia'), world.id('olga')] }, 1), { effect: 'disable', message: 'No.' }])).toEqual([
        'Hal has left and can’t answer “Security”.',
        expect.stringMatching(/^“Disable” has an effect only when/),
      ]);
    } finally {
      await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: null } });
    }
  });
});
