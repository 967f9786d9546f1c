import { addDays, addHours } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicies } from '@/lib/policies/default-policies';
import { judgeChange } from '@/lib/policies/judge-change';
import { readPolicyFacts } from '@/lib/policies/read-facts';
import { readActivePolicies } from '@/lib/policies/read-policies';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(3);
});
afterAll(() => world.close());

const factsOf = async (siteId: string, options: Partial<Parameters<typeof readPolicyFacts>[2]> = {}) => {
  const facts = (await readPolicyFacts(world.db.prisma, [siteId], { now, ...options })).get(siteId);
  if (facts === undefined) throw new Error('the Site is there');
  return facts;
};

describe('the default policies', () => {
  it('are in a new workspace as the code says them, in the order of their keys', async () => {
    const rows = await world.db.prisma.policy.findMany({ include: { versions: true }, orderBy: { key: 'asc' } });
    const stored = rows.map(({ key, versions }) => {
      const [{ name, description, isEnabled, triggers, condition, effects } = { name: '' }] = versions;
      return { key, name, description, isEnabled, triggers, condition, effects };
    });
    expect(stored).toEqual([...defaultPolicies].sort((a, b) => (a.key < b.key ? -1 : 1)));
    expect(rows.every(({ version, versions }) => version === 1 && versions.length === 1 && versions[0]?.why === 'Comes with the product.')).toBe(true);
  });

  it('are read by trigger, in the order of their keys, without those that are switched off or archived', async () => {
    const keys = (await readActivePolicies(world.db.prisma)).map(({ key }) => key);
    expect(keys).toEqual(defaultPolicies.filter(({ isEnabled }) => isEnabled).map(({ key }) => key).sort());
    expect((await readActivePolicies(world.db.prisma, 'change')).map(({ key }) => key)).toEqual(['re-review-closed', 're-review-on-change']);
  });
});

describe('what policies see of a Site', () => {
  it('is read whole', async () => {
    const siteId = await world.site({
      title: 'Payouts',
      purpose: 'Approves payments to vendors.',
      uses: ['customer_data_writes'],
      tags: ['money'],
      audience: { mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] },
      sources: [{ id: world.sources.crm, mode: 'write_capable' }, { id: world.sources.wiki }],
      successorId: world.id('mia'),
      builtAt: addDays(now, -12),
      expiresAt: addHours(now, 60),
      lastReviewedAt: addDays(now, -30),
      lastVisitedAt: addDays(now, -1),
      officialSince: now,
      observedMode: 'public',
      observedAt: now,
      drift: 'wider',
    });
    const { prisma } = world.db;
    await prisma.groupMember.createMany({ data: [{ groupId: world.groups.team, personId: world.id('mia') }, { groupId: world.groups.team, personId: world.id('hal') }] });
    await prisma.storageBinding.create({ data: { siteId, kind: 'd1', name: 'DB', kept: 'Notes', location: 'EU', readers: 'Sales', retention: 'A year', removal: 'By hand', outage: ' ' } });
    await prisma.environmentKey.createMany({
      data: [
        { siteId, key: 'API_KEY', isSecret: true, present: true, firstSeenAt: addDays(now, -200) },
        { siteId, key: 'NEW_KEY', isSecret: true, present: true, declared: true, firstSeenAt: addDays(now, -200), rotatedAt: addDays(now, -3) },
        { siteId, key: 'ONLY_DECLARED', isSecret: true, declared: true, firstSeenAt: addDays(now, -500) },
        { siteId, key: 'MODE', isSecret: false, present: true },
      ],
    });
    await prisma.siteVersion.createMany({ data: [-40, -20, -1].map((days) => ({ siteId, platformId: `v${days}`, savedAt: addDays(now, days) })) });
    const [aId = '', bId = ''] = [world.sources.crm, world.sources.wiki].sort();
    await prisma.sourceConflict.create({ data: { aId, bId, reason: 'Together they say too much.' } });

    expect(await factsOf(siteId, { actor: { personId: world.id('olga') }, change: { trigger: 'renew', expiresAt: addHours(now, 2148) } })).toEqual({
      site: {
        slug: `site-${siteId}`, title: 'Payouts', purpose: 'Approves payments to vendors.', state: 'live', classification: 'company_wide', department: 'Sales', audience: 'custom', observed: 'public',
        drift: 'wider', tags: ['money'], uses: ['customer_data_writes', 'payment_approval'], isOfficial: true, onLegalHold: false, isComplete: true, hasOwner: true, hasSuccessor: true, ageDays: 12,
        daysToExpiry: 3, daysSinceReview: 30, daysSinceVisit: 1, bindings: [{ kind: 'd1', name: 'DB', noteIsComplete: false }],
        secrets: [{ key: 'API_KEY', ageDays: 200 }, { key: 'NEW_KEY', ageDays: 3 }], oldestSecretDays: 200, undeclaredKeys: 2, unreviewedVersions: 2,
      },
      change: { trigger: 'renew', from: 'custom', to: 'custom', reach: 3, gains: 0, groups: ['Team'], durationDays: -1, lifetimeDays: 90, changed: [] },
      people: { requester: 'olga@example.com', requesterRoles: ['member'], requesterIsOwner: true, ownerDepartment: 'Sales', gainingDepartments: [] },
      sources: [
        { key: 'crm', name: 'CRM', sensitivity: 'customer', isSensitive: true, mode: 'write_capable', allowed: 'read_only', writes: true, hasOwner: false },
        { key: 'wiki', name: 'Wiki', sensitivity: 'internal', isSensitive: false, mode: 'read_only', allowed: 'write_capable', writes: false, hasOwner: false },
      ],
      conflicts: ['crm + wiki'],
    });
  });

  it('says never and none where there is nothing', async () => {
    const siteId = await world.site({ state: 'draft', ownerId: null, departmentId: null, expiresAt: null, dataSourceNote: null });
    const { site, change, people, sources, conflicts } = await factsOf(siteId);
    expect(site).toMatchObject({
      purpose: '', department: '', observed: '', uses: [], isComplete: false, hasOwner: false, hasSuccessor: false, ageDays: 0, daysToExpiry: -1, daysSinceReview: -1, daysSinceVisit: -1,
      bindings: [], secrets: [], oldestSecretDays: -1, undeclaredKeys: 0, unreviewedVersions: 0,
    });
    expect(change).toEqual({ trigger: 'sweep', from: 'admins_only', to: 'admins_only', reach: 0, gains: 0, groups: [], durationDays: -1, lifetimeDays: -1, changed: [] });
    expect(people).toEqual({ requester: '', requesterRoles: [], requesterIsOwner: false, ownerDepartment: '', gainingDepartments: [] });
    expect([sources, conflicts]).toEqual([[], []]);
    expect(await readPolicyFacts(world.db.prisma, ['019a0000-0000-7000-8000-000000000000'], { now })).toEqual(new Map());
  });

  it('counts who would gain: groups resolved, those who left and admins not', async () => {
    const { prisma } = world.db;
    const siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')] } });
    await prisma.groupNesting.createMany({ data: [{ parentId: world.groups.board, childId: world.groups.team }, { parentId: world.groups.team, childId: world.groups.board }], skipDuplicates: true });
    await prisma.groupMember.createMany({ data: ['ada', 'hal', 'mia'].map((name) => ({ groupId: world.groups.team, personId: world.id(name as 'ada') })), skipDuplicates: true });
    await prisma.person.update({ where: { id: world.id('mia') }, data: { departmentId: world.departments.legal } });
    const widen = (audience: { mode: 'custom' | 'workspace_all'; people?: string[]; groups?: string[] }, durationDays: number | null = null) =>
      factsOf(siteId, { change: { trigger: 'widen', audience: { people: [], groups: [], ...audience }, durationDays } });

    const toGroup = await widen({ mode: 'custom', people: [world.id('rob')], groups: [world.groups.board] }, 30);
    // Olga owns it; Hal is in already; Ada is an admin.
    expect(toGroup.change).toEqual({ trigger: 'widen', from: 'custom', to: 'custom', reach: 5, gains: 2, groups: ['Board'], durationDays: 30, lifetimeDays: -1, changed: [] });
    expect(toGroup.people.gainingDepartments).toEqual(['Legal', 'Sales']);

    await prisma.person.update({ where: { id: world.id('rob') }, data: { deactivatedAt: now } });
    const toAll = await widen({ mode: 'workspace_all' });
    expect(toAll.change).toEqual({ trigger: 'widen', from: 'custom', to: 'workspace_all', reach: 7, gains: 3, groups: [], durationDays: -1, lifetimeDays: -1, changed: [] });
    await prisma.person.update({ where: { id: world.id('rob') }, data: { deactivatedAt: null } });

    // Each Site of a batch has a change of its own.
    const other = await world.site();
    const both = await readPolicyFacts(prisma, [siteId, other], { now, change: new Map([[other, { trigger: 'widen', audience: { mode: 'custom', people: [world.id('rob')], groups: [] }, durationDays: null }]]) });
    expect([both.get(siteId)?.change, both.get(other)?.change]).toMatchObject([{ trigger: 'sweep', reach: 2, gains: 0 }, { trigger: 'widen', reach: 2, gains: 1 }]);
  });
});

describe('judgeChange', () => {
  it('says what the policies in force say of the Site as it stands', async () => {
    const siteId = await world.site({ sources: [{ id: world.sources.crm }] });
    const judgement = await judgeChange(world.db.prisma, siteId, { trigger: 'widen', audience: { mode: 'workspace_all', people: [], groups: [] }, durationDays: null }, world.as.olga, now);
    expect(judgement.forbidden).toEqual([]);
    expect(judgement.stages).toEqual([expect.objectContaining({ key: 'review', who: { roles: ['reviewer'], people: [], groups: [], relations: [] }, because: [expect.objectContaining({ key: 'sensitive-sources', version: 1 })] })]);
    expect(judgement.evidence.map(({ kind }) => kind)).toEqual(['source_diff', 'content_review', 'rollback_plan', 'secrets_scan', 'low_privilege_test', 'object_access_test', 'data_note']);
    expect(judgement.warnings.map(({ policy }) => policy.key)).toEqual(['sensitive-everywhere']);
  });

  it('asks a Site without sensitive sources for nothing', async () => {
    const siteId = await world.site({ sources: [{ id: world.sources.wiki, mode: 'write_capable' }] });
    const judgement = await judgeChange(world.db.prisma, siteId, { trigger: 'widen', audience: { mode: 'workspace_all', people: [], groups: [] }, durationDays: null }, world.as.olga, now);
    expect(judgement).toMatchObject({ forbidden: [], warnings: [], stages: [], evidence: [], isLowRisk: false });
  });
});
