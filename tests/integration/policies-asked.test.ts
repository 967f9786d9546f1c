import { addDays } from 'date-fns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { importFeed } from '@/lib/imports/commands/import-feed';
import { systemActor } from '@/lib/gate/actor';
import { listDueSites } from '@/lib/lifecycle/list-due-sites';
import { runLifecycle } from '@/lib/lifecycle/run-lifecycle';
import { judgeDeployments } from '@/lib/policies/judge-deployments';
import { decideLowRisk } from '@/lib/requests/commands/decide-low-risk';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { transferSite } from '@/lib/requests/commands/transfer-site';
import { changeSettings } from '@/lib/settings/commands/change-settings';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { createSite } from '@/lib/sites/commands/create-site';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { carryOut, itemsOf, plan } from '../support/bulk-actions';
import { deploymentObject, versionObject } from '../support/feed-objects';
import { archive, putInForce } from '../support/policies';
import { now, problemOf, World } from '../support/world';

let world: World;
let inForce: string[] = [];
beforeAll(async () => {
  world = await World.create();
  await world.run(changeSettings, { settings: { ...defaultSettings, quietWeekdays: [] }, reason: 'No day is quiet here.', revision: 0 }, 'ada');
});
afterAll(() => world.close());
afterEach(async () => {
  await archive(world.db, ...inForce);
  inForce = [];
});

const put = async (rule: Parameters<typeof putInForce>[1]) => {
  const key = await putInForce(world.db, rule);
  inForce.push(key);
  return key;
};
const site = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });
const eventsOf = async (type: string) =>
  (await world.db.prisma.auditEvent.findMany({ where: { type }, orderBy: { seq: 'asc' } })).map(({ body }) => JSON.parse(body) as { reason: string; data: { key?: string }; site?: { id: string }; subject?: { kind: string } });
const alertsOf = async (occasion: string) => (await world.db.prisma.notification.findMany({ where: { occasion }, include: { person: true } })).map(({ person }) => person.name).sort();
const renew = (siteId: string, days = 60) => world.run(renewSite, { siteId, expiresAt: addDays(now, days).toISOString(), reason: 'In use.' }, 'olga');
const shell = systemActor('npm run lifecycle', { via: 'shell', correlationId: 'test' });
let swept = now;
const sweep = async (more: { dryRun?: boolean; approve?: boolean } = {}) => runLifecycle(world.db, shell, { at: (swept = addDays(swept, 1)), dryRun: false, approve: false, ...more });

describe('policies are asked', () => {
  it('at a renewal, and say all their reasons with their names', async () => {
    await put({ key: 'short-lives', name: 'Short lives', triggers: ['renew'], effects: [{ effect: 'limit_lifetime', days: 65, message: 'At most 65 days.' }] });
    await put({ key: 'no-notes', name: 'No notes', triggers: ['renew', 'widen'], condition: 'site.title.like("crm*")', effects: [{ effect: 'forbid', message: 'Notes belong into the CRM.' }] });
    const siteId = await world.site();
    expect(await problemOf(renew(siteId, 66))).toMatchObject({
      kind: 'rule',
      message: 'The policies forbid this: Notes belong into the CRM. (“No notes”, version 1) At most 65 days. (“Short lives”, version 1)',
      details: { forbidden: [{ policy: { key: 'no-notes', name: 'No notes', version: 1 }, message: 'Notes belong into the CRM.' }, { policy: { key: 'short-lives' } }] },
    });
    expect(await renew(await world.site({ title: 'Something else' }), 65)).toMatchObject({ title: 'Something else' });
    expect((await site(siteId)).revision).toBe(1);
  });

  it('after the rules of the product, which say first what is wrong, and not by those who may not', async () => {
    await put({ triggers: ['renew'], effects: [{ effect: 'forbid', message: 'No.' }] });
    const siteId = await world.site();
    expect((await problemOf(renew(siteId, -1))).message).toContain('Choose a date in the future');
    expect((await problemOf(world.run(renewSite, { siteId, expiresAt: addDays(now, 60).toISOString(), reason: 'r' }, 'mia'))).kind).toBe('not-found');
  });

  it('at a registration, of which nothing stays where they forbid it', async () => {
    await put({ triggers: ['create'], condition: 'sources.exists(s, s.isSensitive) && change.lifetimeDays > 30 && people.requester == "olga@example.com"', effects: [{ effect: 'forbid', message: 'Ask security first.' }] });
    const input = { title: 'From a rule', dataSources: [{ key: 'crm' }], expiresAt: addDays(now, 40).toISOString() };
    expect(await problemOf(world.run(createSite, input, 'olga'))).toMatchObject({ kind: 'rule', message: expect.stringContaining('Ask security first. (“A rule”, version 1)') as string });
    expect(await world.db.prisma.site.count({ where: { title: 'From a rule' } })).toBe(0);
    expect(await world.run(createSite, input, 'hal')).toMatchObject({ title: 'From a rule' });
  });

  it('at a re-enabling', async () => {
    const siteId = await world.site({ sources: [{ id: world.sources.crm, mode: 'write_capable' }] });
    await world.run(disableSite, { siteId, reason: 'project_completed' }, 'olga');
    expect((await problemOf(world.run(enableSite, { siteId }, 'olga'))).message).toContain('(“Read-only sources are not written to”, version 1)');
    expect(await site(siteId)).toMatchObject({ state: 'disabled' });
  });

  it('when a Site changes hands, offered or assigned', async () => {
    await put({ triggers: ['transfer'], condition: 'people.requesterRoles.exists(r, r == "admin")', effects: [{ effect: 'forbid', message: 'Not by admins.' }] });
    const siteId = await world.site();
    expect((await problemOf(world.run(assignOwner, { siteId, owner: world.id('hal') }, 'ada'))).message).toContain('Not by admins.');
    expect((await problemOf(world.run(transferSite, { siteId, to: world.id('hal'), reason: 'r' }, 'ada'))).message).toContain('Not by admins.');
    expect(await world.run(transferSite, { siteId, to: world.id('hal'), reason: 'r' }, 'olga')).toMatchObject({ state: 'pending' });
  });

  it('again when a Site is accepted: as the Site and the policies are by then, with all their reasons', async () => {
    const siteId = await world.site({ title: 'Payroll' });
    const offered = await world.run(transferSite, { siteId, to: world.id('hal'), reason: 'r' }, 'olga');
    const answer = (decision: 'approve' | 'reject', note?: string) => world.run(decideRequest, { requestId: offered.id, revision: offered.revision, decision, ...(note === undefined ? {} : { note }) }, 'hal');
    await put({ key: 'payroll-stays', name: 'Payroll stays', triggers: ['transfer'], condition: 'site.title == "Payroll" && people.requester == "olga@example.com"', effects: [{ effect: 'forbid', message: 'Payroll stays where it is.' }] });
    const broken = await put({ key: 'z-broken', name: 'Broken', triggers: ['transfer'], condition: '1 / site.undeclaredKeys > 0', effects: [{ effect: 'warn', message: 'Hm.' }] });

    const problem = await problemOf(answer('approve'));
    expect(problem).toMatchObject({ kind: 'conflict', details: { forbidden: [{ policy: { key: 'payroll-stays', version: 1 }, message: 'Payroll stays where it is.' }, { policy: { key: broken } }] } });
    expect(problem.message).toContain('Payroll stays where it is. (“Payroll stays”, version 1)');
    expect(await site(siteId)).toMatchObject({ ownerId: world.id('olga'), revision: 1 });
    expect(await alertsOf(`policy ${broken} 1 failed`)).toEqual(['Abe', 'Ada']);

    await archive(world.db, broken, 'payroll-stays');
    const warning = await put({ key: 'said-so', name: 'Said so', triggers: ['transfer'], effects: [{ effect: 'warn', message: 'Mind the notes.' }] });
    expect(await answer('approve')).toMatchObject({ state: 'approved' });
    expect((await site(siteId)).ownerId).toBe(world.id('hal'));
    const { body } = await world.db.prisma.decisionRecord.findFirstOrThrow({ where: { decision: { requestId: offered.id } } });
    expect(JSON.parse(body)).toMatchObject({ decision: { policies: expect.arrayContaining([{ key: warning, name: 'Said so', version: 1 }]) as unknown } });
  });

  it('of a transfer that is declined have no say', async () => {
    const siteId = await world.site();
    const offered = await world.run(transferSite, { siteId, to: world.id('hal'), reason: 'r' }, 'olga');
    await put({ triggers: ['transfer'], effects: [{ effect: 'forbid', message: 'No.' }] });
    expect(await world.run(decideRequest, { requestId: offered.id, revision: offered.revision, decision: 'reject', note: 'No time.' }, 'hal')).toMatchObject({ state: 'rejected' });
  });

  it('of each Site of a bulk action, and of its undo', async () => {
    const [named, other] = [await world.site({ title: 'Payroll' }), await world.site({ title: 'Menu' })];
    await put({ triggers: ['renew'], condition: 'site.title == "Payroll"', effects: [{ effect: 'forbid', message: 'Not this one.' }] });
    const bulk = await plan(world, { kind: 'set_expiry', change: { expiresAt: addDays(now, 80).toISOString() }, selection: { ids: [named, other] } }, 'olga');
    expect(await itemsOf(world, bulk.id, 'olga')).toMatchObject({ [named]: { state: 'will_refuse', reason: expect.stringContaining('Not this one. (“A rule”') as string }, [other]: { state: 'will_change' } });
    await carryOut(world, bulk, 'olga');
    expect([(await site(named)).revision, (await site(other)).revision]).toEqual([1, 2]);
  });

  it('about versions that were deployed: it is told once, to whoever can put it right', async () => {
    const [bad, good] = [await world.site({ sources: [{ id: world.sources.crm, mode: 'write_capable' }] }), await world.site()];
    const deployments = [{ siteId: bad, deploymentId: 'd-bad' }, { siteId: good, deploymentId: 'd-good' }];
    await judgeDeployments(world.db, deployments, () => now);
    await judgeDeployments(world.db, deployments, () => now);
    const events = await eventsOf('site.deployed_against_policy');
    expect(events).toMatchObject([{ site: { id: bad }, data: { deployment: 'd-bad' } }]);
    expect(events[0]?.reason).toContain('(“Read-only sources are not written to”, version 1)');
    expect(await alertsOf('deployment d-bad against policy')).toEqual(['Abe', 'Ada', 'Olga', 'Rita', 'Rob']);
    expect((await site(bad)).state).toBe('live');
  });
});

describe('a report of the platform', () => {
  it('lets the policies look at what was deployed, and at nothing that was not', async () => {
    const project = (digit: string): string => `appgprj_68f00000${digit.repeat(24)}`;
    const [deployed, building] = [project('a'), project('b')];
    const id = await world.site({ projectId: deployed });
    await world.site({ projectId: building });
    const feed = { versions: [versionObject(deployed, 1), versionObject(building, 2)], deployments: [deploymentObject(deployed, 1, 1, 'succeeded'), deploymentObject(building, 2, 1, 'building')] };
    for (const _ of ['first', 'again']) await world.run(importFeed, { apply: true, ...feed }, 'ada');
    const { rows } = await world.superuser.query<{ payload: unknown }>(
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'judge-deployments'`,
    );
    expect(rows.map(({ payload }) => payload)).toEqual([{ deployments: [{ siteId: id, deploymentId: expect.stringContaining('appgdep_') as string }] }]);
  });
});

describe('a policy that can’t be judged', () => {
  it.each([
    ['does not type-check any more', { condition: 'site.colour == "red"' }, 'No such key: colour'],
    ['throws', { condition: 'int(site.title) > 0' }, 'cannot convert'],
    ['is too costly', { condition: `[${'1,'.repeat(99)}1].all(a, ${'[1,2,3,4,5,6,7,8,9,10].all(b, '.repeat(5)}a + b > 0${')'.repeat(5)}) || true` }, 'too costly'],
    ['has effects that are not known', { effects: [{ effect: 'explode' }] }, 'not known to this version'],
  ])('because it %s, denies loudly', async (_why, broken, message) => {
    const key = await put({ name: 'Broken', triggers: ['renew'], effects: [{ effect: 'warn', message: 'Hm.' }], ...broken });
    const siteId = await world.site();
    const problem = await problemOf(renew(siteId));
    expect(problem).toMatchObject({ kind: 'rule', message: expect.stringContaining('could not be judged') as string });
    expect(problem.message).toContain(message);
    await problemOf(renew(siteId));
    expect((await site(siteId)).revision).toBe(1);
    // Told although the renewal left nothing behind, and once.
    expect((await eventsOf('policy.failed')).filter(({ data }) => data.key === key)).toMatchObject([{ reason: expect.stringContaining(message) as string, subject: { kind: 'policy' } }]);
    expect(await alertsOf(`policy ${key} 1 failed`)).toEqual(['Abe', 'Ada']);
  });

  it('denies loudly in a bulk action too, when it is planned and when it breaks before it is run', async () => {
    const told = async (key: string) => [(await eventsOf('policy.failed')).filter(({ data }) => data.key === key).length, await alertsOf(`policy ${key} 1 failed`)];
    const thrower = (title: string) => ({ triggers: ['renew' as const], condition: `site.title == "${title}" && 1 / site.undeclaredKeys > 0`, effects: [{ effect: 'warn', message: 'Hm.' }] });
    const [one, other, third] = [await world.site({ title: 'Breaks one' }), await world.site({ title: 'Breaks other' }), await world.site({ title: 'Menu' })];
    const renewing = (ids: string[]) => plan(world, { kind: 'set_expiry', change: { expiresAt: addDays(now, 80).toISOString() }, selection: { ids } }, 'olga');

    const first = await put(thrower('Breaks one'));
    const bulk = await renewing([one, other, third]);
    expect(await itemsOf(world, bulk.id, 'olga')).toMatchObject({ [one]: { state: 'will_refuse', reason: expect.stringContaining('could not be judged') as string }, [other]: { state: 'will_change' } });
    expect(await told(first)).toEqual([1, ['Abe', 'Ada']]);

    const second = await put(thrower('Breaks other'));
    await carryOut(world, bulk, 'olga');
    expect(await itemsOf(world, bulk.id, 'olga')).toMatchObject({ [one]: { state: 'refused' }, [other]: { state: 'refused' }, [third]: { state: 'changed' } });
    expect(await told(second)).toEqual([1, ['Abe', 'Ada']]);

    await renewing([one, other]);
    expect([await told(first), await told(second)]).toEqual([[1, ['Abe', 'Ada']], [1, ['Abe', 'Ada']]]);
  });

  it('denies loudly among many requests of low risk too', async () => {
    const asked = await world.run(requestWidening, { siteId: await world.site(), audience: { mode: 'custom', people: [world.id('mia')] }, reason: 'r' }, 'olga');
    const key = await put({ triggers: ['widen'], condition: '1 / site.undeclaredKeys > 0', effects: [{ effect: 'warn', message: 'Hm.' }] });
    const decide = world.run(decideLowRisk, { requestId: asked.id, revision: asked.revision, decision: 'approve' }, 'rita');
    expect((await problemOf(decide)).message).toContain('could not be judged');
    expect(await alertsOf(`policy ${key} 1 failed`)).toEqual(['Abe', 'Ada']);
  });

  it('is found by the next sweep, at whatever trigger it is asked, and the sweep goes on', async () => {
    const key = await put({ triggers: ['widen'], condition: 'nothing', effects: [{ effect: 'forbid', message: 'No.' }] });
    const thrower = await put({ triggers: ['sweep'], condition: 'site.title == "Thrower" && 1 / site.undeclaredKeys > 0', effects: [{ effect: 'disable', message: 'Off.' }] });
    const closer = await put({ triggers: ['sweep'], condition: 'site.title.like("*thrower*")', effects: [{ effect: 'disable', message: 'Off.' }] });
    const siteId = await world.site({ title: 'Thrower', expiresAt: addDays(now, 400) });
    expect((await sweep()).summary).toMatchObject({ state: 'done', counts: { disabled_policy: 1 } });
    expect((await eventsOf('policy.failed')).map(({ data }) => data.key)).toEqual(expect.arrayContaining([key, thrower]));
    expect((await eventsOf('policy.failed')).map(({ data }) => data.key)).not.toContain(closer);
    expect(await site(siteId)).toMatchObject({ state: 'disabled', disabledReason: 'policy_violation' });
  });
});

describe('a sweep', () => {
  it('disables what policies disable, says why, and asks the platform to follow', async () => {
    const siteId = await world.site({ title: 'Public one', projectId: 'appgprj_00000000000000000000000000000001', observedMode: 'public', observedAt: now, drift: 'wider', expiresAt: addDays(now, 400) });
    const draft = await world.site({ title: 'Other', expiresAt: addDays(now, 400) });
    await put({ name: 'No public', triggers: ['sweep'], condition: 'site.observed == "public"', effects: [{ effect: 'disable', message: 'It is open to the internet.' }] });
    await sweep();
    expect(await site(siteId)).toMatchObject({ state: 'disabled', disabledReason: 'policy_violation', disabledNote: 'It is open to the internet. (“No public”, version 1)', disabledFrom: 'live' });
    expect((await site(draft)).state).toBe('live');
    expect(await eventsOf('site.policy_disabled')).toEqual(expect.arrayContaining([expect.objectContaining({ site: expect.objectContaining({ id: siteId }) as object, reason: 'It is open to the internet. (“No public”, version 1)' })]));
    expect(await world.db.prisma.enforcement.count({ where: { siteId, aspect: 'availability' } })).toBe(1);
  });

  it('stops before a policy closes too much', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, (_, index) => world.site({ title: `Many ${index}`, expiresAt: addDays(now, 400) })));
    const stillLive = () => world.db.prisma.site.count({ where: { id: { in: many }, state: 'live' } });
    await put({ name: 'All of them', triggers: ['sweep'], condition: 'site.title.like("many*")', effects: [{ effect: 'disable', message: 'Off.' }] });
    const foreseen = await sweep({ dryRun: true });
    expect(foreseen.summary).toMatchObject({ wouldClose: 30, counts: { disabled_policy: 30 } });
    expect(foreseen.lines.join('\n')).toContain('Many 7');
    const due = await world.read(listDueSites, { at: addDays(swept, 1).toISOString(), limit: 20 }, 'ada');
    const rest = await world.read(listDueSites, { at: addDays(swept, 1).toISOString(), limit: 20, cursor: due.next ?? '' }, 'ada');
    expect([...due.items, ...rest.items].filter(({ note }) => note === 'Off. (“All of them”, version 1)').map(({ id }) => id)).toEqual([...many].sort());
    expect((await sweep()).summary).toMatchObject({ state: 'stopped', wouldClose: 30 });
    expect(await stillLive()).toBe(30);
    expect((await sweep({ approve: true })).summary).toMatchObject({ state: 'done' });
    expect(await stillLive()).toBe(0);
  });
});
