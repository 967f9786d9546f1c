import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRule } from '@/lib/domain/policy';
import type { Json } from '@/lib/domain/refusal';
import { defaultPolicies } from '@/lib/policies/default-policies';
import { startSimulation } from '@/lib/policies/commands/start-simulation';
import { stopSimulation } from '@/lib/policies/commands/stop-simulation';
import { getSimulation, listSimulations } from '@/lib/policies/get-simulation';
import { Inventory } from '@/lib/policies/inventory';
import { readPolicyFacts } from '@/lib/policies/read-facts';
import { runSimulation } from '@/lib/policies/run-simulation';
import { insertRandomSites, randomSites, sourceId } from '../support/random-sites';
import { now, problemOf, World } from '../support/world';

let world: World;
const ids: Record<'open' | 'wide' | 'closed', string> = { open: '', wide: '', closed: '' };
beforeAll(async () => {
  world = await World.create(5);
  ids.open = await world.site({ title: 'Open', audience: { mode: 'custom', people: [world.id('mia'), world.id('hal')] } });
  ids.wide = await world.site({ title: 'Wide', audience: { mode: 'workspace_all' }, sources: [{ id: world.sources.crm }] });
  ids.closed = await world.site({ title: 'Closed', state: 'draft' });
});
afterAll(() => world.close());

const forbid = (more: Partial<PolicyRule>): PolicyRule => ({
  key: 'tried', name: 'Tried', description: null, isEnabled: true, triggers: ['widen'], condition: 'true', effects: [{ effect: 'forbid', message: 'No.' }], ...more,
});
const start = (rules: PolicyRule[], without: string[] = []) => world.run(startSimulation, { rules, without }, 'rita');
const all = defaultPolicies.map(({ key }) => key);
const signal = new AbortController().signal;
const runThrough = async (id: string, options = { signal }) => {
  await runSimulation(world.db, id, { ...options, clock: () => now });
  return world.read(getSimulation, { simulationId: id }, 'aude');
};

/** A request of the past as the database keeps it. */
async function asked(siteId: string, { to = 'workspace_all', gains = 5, daysAgo = 10, kind = 'widening', state = 'approved' }: { to?: string; gains?: number; daysAgo?: number; kind?: 'widening' | 'retirement'; state?: 'approved' | 'rejected' }): Promise<string> {
  const at = addDays(now, -daysAgo);
  const audience = (mode: string): Json => ({ mode, people: [], groups: [], reach: mode === 'workspace_all' ? null : gains });
  const id = uuidv7();
  await world.db.prisma.request.create({
    data: {
      id, siteId, kind, state, requesterId: world.id('olga'), reason: 'Why', createdAt: at, submittedAt: at, decidedAt: at,
      proposal: { audience: audience(to), gains }, before: audience('admins_only') as object,
    },
  });
  return id;
}

describe('a simulation', () => {
  it('says what rules would have done to the requests of the last year, and what those in force did', async () => {
    const many = await asked(ids.open, { gains: 100 });
    const few = await asked(ids.wide, { gains: 2, state: 'rejected' });
    await asked(ids.open, { gains: 100, daysAgo: 400 });
    await asked(ids.closed, { kind: 'retirement' });
    const { id, state, done, total } = await start([forbid({ condition: 'change.gains > 50 && people.requester == "olga@example.com" && change.from == "admins_only"' })], all);
    expect([state, done, total]).toEqual(['running', 0, 5]);
    const ended = await runThrough(id);
    expect(ended).toMatchObject({ state: 'done', done: 5, total: 5, finishedAt: now.toISOString(), without: all.filter((key) => defaultPolicies.some((policy) => policy.key === key && policy.isEnabled)).sort() });
    const widenings = ended.tally.requests.widen;
    expect(widenings?.total).toBe(2);
    expect(widenings?.outcomes.stopped).toMatchObject({ inForce: 0, proposed: 1, newly: 1, spared: 0, named: { newly: [{ requestId: many, site: { id: ids.open, title: 'Open' }, because: ['Tried: No.'] }] } });
    // A sensitive source, asked for by the policies that would be done without.
    expect(widenings?.outcomes.asked).toMatchObject({ inForce: 1, proposed: 0, spared: 1, named: { spared: [{ requestId: few }] } });
  });

  it('looks at each Site of today, as far as it could be asked about', async () => {
    const { id } = await start([forbid({ triggers: ['widen', 'sweep', 'drift', 'deploy'], condition: 'change.reach > 2', effects: [{ effect: 'forbid', message: 'No.' }, { effect: 'disable', message: 'Off.' }] })], all);
    const { sites } = (await runThrough(id)).tally;
    expect(sites.drift).toBeUndefined();
    expect(sites.widen).toMatchObject({ total: 2, outcomes: { stopped: { proposed: 2, newly: 2 } } });
    expect(sites.deploy).toMatchObject({ total: 3, outcomes: { stopped: { proposed: 2 } } });
    expect(sites.sweep).toMatchObject({ total: 3, outcomes: { disabled: { proposed: 2, named: { newly: [{ site: { id: ids.open } }, { site: { id: ids.wide } }] } } } });
  });

  it('looks at nothing at a trigger where nothing would differ', async () => {
    const { id } = await start([forbid({ triggers: ['transfer'], condition: 'site.slug == "none"' })]);
    const { tally } = await runThrough(id);
    expect(Object.keys(tally.sites)).toEqual(['transfer']);
    expect(tally.sites.transfer).toEqual({ total: 3, outcomes: {} });
    expect(tally.requests).toEqual({});
  });

  it('counts what can’t be judged by as stopped, and goes on', async () => {
    const { id } = await start([forbid({ triggers: ['sweep', 'deploy'], condition: '100 / (site.oldestSecretDays + 1) > 1', effects: [{ effect: 'warn', message: 'Old.' }] })]);
    const ended = await runThrough(id);
    expect(ended.state).toBe('done');
    expect(ended.tally.failures).toMatchObject([{ key: 'tried', count: 6 }]);
    expect(ended.tally.sites.deploy?.outcomes.stopped).toMatchObject({ newly: 3 });
  });

  it('is gone on with by another worker, and counts each once', async () => {
    const { id } = await start([forbid({ triggers: ['sweep'], effects: [{ effect: 'disable', message: 'Off.' }] })]);
    const stopping = new AbortController();
    stopping.abort();
    // Each part commits, then the worker goes; the queue has the rest.
    await runSimulation(world.db, id, { signal: stopping.signal });
    expect(await world.read(getSimulation, { simulationId: id }, 'rita')).toMatchObject({ state: 'running', part: 'sites', done: 2 });
    const queued = await world.superuser.query<{ count: string }>(`SELECT count(*) FROM graphile_worker.jobs WHERE key = $1`, [`simulate-policies ${id}`]);
    expect(queued.rows[0]?.count).toBe('1');
    const [one] = await Promise.all([runThrough(id), runThrough(id)]);
    expect(await world.read(getSimulation, { simulationId: id }, 'rita')).toMatchObject({ state: 'done', done: 5, tally: { sites: { sweep: { total: 3, outcomes: { disabled: { newly: 3 } } } } } });
    expect(one.id).toBe(id);
    expect(await runThrough(id)).toMatchObject({ done: 5 });
  });

  it('ends when somebody stops it, and keeps what it has found', async () => {
    const { id } = await start([forbid({})]);
    expect(await world.run(stopSimulation, { simulationId: id }, 'ada')).toMatchObject({ state: 'stopped' });
    expect(await runThrough(id)).toMatchObject({ state: 'stopped', done: 0 });
    expect((await problemOf(world.run(stopSimulation, { simulationId: id }, 'ada'))).kind).toBe('conflict');
  });

  it('changes nothing and is refused where nothing would differ or a rule is wrong', async () => {
    const before = await world.superuser.query<{ now: string }>(`SELECT (SELECT count(*) FROM audit_event) || ' ' || (SELECT count(*) FROM policy_version) || ' ' || (SELECT sum(revision) FROM site) AS now`);
    await runThrough((await start([forbid({})])).id);
    expect((await world.superuser.query<{ now: string }>(`SELECT (SELECT count(*) FROM audit_event) || ' ' || (SELECT count(*) FROM policy_version) || ' ' || (SELECT sum(revision) FROM site) AS now`)).rows).toEqual(before.rows);
    expect((await problemOf(start([]))).message).toContain('nothing would differ');
    expect(await problemOf(start([forbid({ condition: 'site.' })]))).toMatchObject({ kind: 'rule', errors: [{ path: 'condition' }] });
  });

  it('may be started and seen by those who govern: forbidden to members', async () => {
    const { id } = await start([forbid({})]);
    expect((await world.read(listSimulations, {}, 'aude')).items[0]?.id).toBe(id);
    const attempts = [
      () => world.run(startSimulation, { rules: [forbid({})] }, 'olga'),
      () => world.run(stopSimulation, { simulationId: id }, 'olga'),
      () => world.read(getSimulation, { simulationId: id }, 'olga'),
      () => world.read(listSimulations, {}, 'olga'),
    ];
    for (const attempt of attempts) expect((await problemOf(attempt())).kind).toBe('forbidden');
  });
});

describe('the inventory', () => {
  it('has of each Site what policies see of it', async () => {
    const sites = randomSites(7, 120);
    await insertRandomSites(world, sites);
    const { prisma } = world.db;
    await prisma.sourceConflict.create({ data: { aId: sourceId(1), bId: sourceId(2), reason: 'Not together' } });
    for (const [at, { id }] of sites.entries()) {
      await prisma.site.update({ where: { id }, data: { revision: 2, purpose: at % 3 === 0 ? 'Approves payments to vendors.' : null, uses: at % 5 === 0 ? ['hr_evaluation'] : [], tags: at % 4 === 0 ? ['b', 'a'] : [] } });
      if (at % 2 === 0) await prisma.storageBinding.create({ data: { siteId: id, kind: 'd1', name: 'DB', kept: 'Notes', location: 'EU', readers: 'Us', retention: 'A year', removal: 'By hand', outage: at % 4 === 0 ? 'Nothing' : ' ' } });
      if (at % 3 === 0) await prisma.environmentKey.createMany({ data: [{ siteId: id, key: 'B', isSecret: true, present: true, firstSeenAt: addDays(now, -at) }, { siteId: id, key: 'A', isSecret: true, present: at % 2 === 0, declared: true, rotatedAt: addDays(now, -3) }] });
      if (at % 3 === 1) await prisma.siteVersion.createMany({ data: [{ siteId: id, platformId: `v-${at}`, savedAt: addDays(now, -20) }, { siteId: id, platformId: `w-${at}`, savedAt: null }] });
    }
    const inventory = await Inventory.open(world.db, {
      conditions: ['uses reach sources bindings secrets unreviewedVersions'], limitsPeople: false, now,
    });
    const found = new Map<string, unknown>();
    for (let after: string | null | undefined = undefined; after !== null; ) {
      const page: Awaited<ReturnType<typeof inventory.page>> = await inventory.page(after ?? null, 17);
      for (const { subject, facts } of page.subjects) found.set(subject.site.id, facts);
      after = page.through;
    }
    const there = await prisma.site.findMany({ where: { state: { not: 'retired' } }, select: { id: true } });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(await readPolicyFacts(prisma, there.map(({ id }) => id), { now })));
    expect(found.size).toBeGreaterThan(90);
  });

  it('leaves unread what no condition names', async () => {
    const inventory = await Inventory.open(world.db, { conditions: ['site.state == "live"'], limitsPeople: false, now });
    const { subjects } = await inventory.page(null, 200);
    expect(subjects.every(({ facts }) => facts.sources.length === 0 && facts.change.reach === 0 && facts.site.bindings.length === 0)).toBe(true);
  });
});
