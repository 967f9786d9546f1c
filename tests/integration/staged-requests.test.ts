import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { PolicyEffect } from '@/lib/domain/policy';
import { addEvidence } from '@/lib/requests/commands/add-evidence';
import { decideLowRisk } from '@/lib/requests/commands/decide-low-risk';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { getRequest } from '@/lib/requests/get-request';
import { listRequests } from '@/lib/requests/list-requests';
import { countWaiting } from '@/lib/requests/count-waiting';
import { editSite } from '@/lib/sites/commands/edit-site';
import { archive, putInForce, stageOf } from '../support/policies';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
let siteId: string;
const policies: string[] = [];

beforeAll(async () => {
  world = await World.create(6);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site();
});
afterEach(async () => {
  await archive(world.db, ...policies.splice(0));
});

const policy = async (...effects: PolicyEffect[]): Promise<void> => {
  policies.push(await putInForce(world.db, { triggers: ['widen'], effects }));
};
const stage = (each: Parameters<typeof stageOf>[0]): PolicyEffect => ({ effect: 'require_stage', stage: stageOf(each) });
const people = (...names: Name[]) => ({ mode: 'custom' as const, people: names.map((name) => world.id(name)), groups: [] });
const ask = (input: Partial<z.input<typeof requestWidening.input>> = {}) => world.run(requestWidening, { siteId, audience: people('mia'), reason: 'Mia helps.', ...input }, 'olga');
const answer = (by: Name, { id, revision }: { id: string; revision: number }, more: { decision?: 'approve' | 'reject' | 'ask_changes'; stage?: string; onBehalfOf?: string } = {}) =>
  world.run(decideRequest, { requestId: id, revision, decision: 'approve', note: 'Said.', ...more }, by);
const look = (by: Name, { id }: { id: string }) => world.read(getRequest, { requestId: id }, by);
const audienceNow = async () => (await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).audience;
const waits = async (by: Name, { id }: { id: string }) => (await world.read(listRequests, { waitingFor: 'me', limit: 200 }, by)).items.some((item) => item.id === id);

describe('stages', () => {
  it('come one after the other, and the last approval applies the request', async () => {
    await policy(stage({ key: 'security', name: 'Security', order: 1 }), stage({ key: 'board', name: 'Board', who: { people: [world.id('hal')] }, order: 2 }));
    const request = await ask();
    expect(request.plan?.stages.map(({ key, state, asks }) => [key, state, asks])).toEqual([['security', 'open', 'reviewers'], ['board', 'waiting', 'Hal']]);
    expect(request.plan?.missing).toEqual(['“Security” needs an approval.', '“Board” needs an approval, once the stages before it are through.']);

    // Nobody of the later stage is asked yet, so they don't even see it.
    expect((await problemOf(answer('hal', request))).kind).toBe('not-found');
    expect((await problemOf(answer('ada', request))).kind).toBe('forbidden');
    const after = await answer('rita', request);
    expect(after).toMatchObject({ state: 'pending', stages: [{ key: 'security', state: 'through', given: 1 }, { key: 'board', state: 'open', given: 0 }] });
    expect(await audienceNow()).toBe('admins_only');
    expect(await waits('hal', request)).toBe(true);
    expect(await world.read(countWaiting, {}, 'hal')).toBeGreaterThan(0);
    expect((await look('hal', request)).plan?.stages.map(({ you }) => you.mayAnswer)).toEqual([false, true]);

    expect(await answer('hal', after)).toMatchObject({ state: 'approved' });
    expect(await audienceNow()).toBe('custom');
    expect(await waits('hal', request)).toBe(false);
    // Who decided on it sees it from then on.
    expect(await look('hal', request)).toMatchObject({ state: 'approved', plan: null });
  });

  it('go side by side where their order is the same, and nobody answers two of them', async () => {
    await policy(stage({ key: 'a' }), stage({ key: 'b' }));
    const request = await ask();
    await answer('rita', request, { stage: 'b' });
    expect((await problemOf(answer('rita', request, { stage: 'a' }))).message).toContain('nobody answers twice');
    expect((await problemOf(answer('rita', request))).kind).toBe('conflict');
    expect(await answer('rob', request)).toMatchObject({ state: 'approved' });
  });

  it('need their quorum, and any rejection ends it', async () => {
    await policy(stage({ key: 'review', who: { roles: ['reviewer', 'admin'] }, approvals: 3 }));
    const request = await ask();
    await answer('rita', request);
    await answer('ada', request);
    expect((await look('rita', request)).decisions.map(({ counts }) => counts)).toEqual([true, true]);
    expect(await answer('rob', request, { decision: 'reject' })).toMatchObject({ state: 'rejected' });
    expect(await audienceNow()).toBe('admins_only');
    expect((await problemOf(answer('abe', request))).message).toContain('closed');
  });

  it('of one key that policies ask of different people take somebody who is among both', async () => {
    await policy(stage({ key: 'review' }));
    await policy(stage({ key: 'review', who: { people: [world.id('rob'), world.id('hal')] }, approvals: 1 }));
    const request = await ask();
    expect((await problemOf(answer('rita', request))).kind).toBe('forbidden');
    expect((await problemOf(answer('hal', request))).kind).toBe('not-found');
    expect(await answer('rob', request)).toMatchObject({ state: 'approved' });
  });

  it('can ask the owner’s manager, the lead of the department and the owners of the sources', async () => {
    const { prisma } = world.db;
    await prisma.person.update({ where: { id: world.id('olga') }, data: { managerId: world.id('hal') } });
    await policy(stage({ key: 'manager', who: { relations: ['owner_manager'] } }));
    const request = await ask();
    expect(request.plan?.stages[0]).toMatchObject({ asks: 'the owner’s manager', deciders: { count: 1, first: [{ name: 'Hal', gains: false }] } });
    expect((await problemOf(answer('rita', request))).kind).toBe('forbidden');
    expect(await answer('hal', request)).toMatchObject({ state: 'approved' });
    await prisma.person.update({ where: { id: world.id('olga') }, data: { managerId: null } });
  });

  it('mark whoever would gain access by their own answer', async () => {
    const request = await ask({ audience: people('rita', 'mia') });
    expect(request.plan?.stages[0]?.deciders.first.map(({ name, gains }) => [name, gains])).toEqual([['Abe', false], ['Ada', false], ['Rita', true], ['Rob', false]]);
    expect((await answer('rita', request)).state).toBe('approved');
  });
});

describe('who is left to answer', () => {
  it('are the admins where nobody whom a stage asks is there, and the request says so', async () => {
    await policy(stage({ key: 'review', name: 'Legal', who: { groups: [world.groups.board] } }));
    const request = await ask();
    expect(request.plan).toMatchObject({ stages: [{ standIns: 'admins', isOutOfReach: false, deciders: { count: 2 } }], remarks: ['“Legal”: Nobody whom it asks is there, so the admins can answer it too.'] });
    expect((await problemOf(answer('rita', request))).kind).toBe('forbidden');
    expect(await answer('ada', request)).toMatchObject({ state: 'approved' });
  });

  it('are not enough for a quorum beyond everybody: it says so and is never approved', async () => {
    await policy(stage({ key: 'review', name: 'Legal', who: { people: [world.id('hal')] }, approvals: 9 }));
    const request = await ask();
    expect(request.plan?.stages[0]).toMatchObject({ standIns: 'admins', isOutOfReach: true });
    expect(request.plan?.remarks.at(-1)).toContain('only 3 people could give one');
    for (const by of ['hal', 'ada', 'abe'] as const) expect((await answer(by, request)).state).toBe('pending');
    expect(await audienceNow()).toBe('admins_only');
  });

  it('end with the group that names itself, however it is nested', async () => {
    const [one, two] = [uuidv7(), uuidv7()];
    await world.db.prisma.group.createMany({ data: [{ id: one, name: 'One' }, { id: two, name: 'Two' }] });
    await world.db.prisma.groupNesting.createMany({ data: [{ parentId: one, childId: two }, { parentId: two, childId: one }] });
    await world.db.prisma.groupMember.create({ data: { groupId: two, personId: world.id('hal') } });
    await policy(stage({ key: 'review', who: { groups: [one] } }));
    const request = await ask({ audience: { mode: 'custom', people: [], groups: [two] } });
    expect(request).toMatchObject({ audienceDiff: { gains: 1 }, plan: { stages: [{ asks: 'anybody in One', deciders: { count: 1, first: [{ name: 'Hal', gains: true }] } }] } });
    expect(await answer('hal', request)).toMatchObject({ state: 'approved' });
  });

  it('change with the group: emptied between request and decision, its members answer no more', async () => {
    await world.db.prisma.groupMember.create({ data: { groupId: world.groups.team, personId: world.id('mia') } });
    await policy(stage({ key: 'review', who: { groups: [world.groups.team] } }));
    const request = await ask({ audience: { mode: 'custom', people: [], groups: [world.groups.team] } });
    expect(request.plan?.stages[0]).toMatchObject({ standIns: null, you: { mayAnswer: false } });
    await world.db.prisma.groupMember.deleteMany({ where: { groupId: world.groups.team } });
    expect((await problemOf(answer('mia', request))).kind).toBe('not-found');
    // Nobody gains anything as things are; the group itself is what is approved.
    expect(await answer('ada', request)).toMatchObject({ state: 'approved' });
    expect(await world.db.prisma.siteAudienceGroup.count({ where: { siteId } })).toBe(1);
  });
});

describe('what an approval rests on', () => {
  const two = () => policy(stage({ key: 'review', who: { roles: ['reviewer', 'admin'] }, approvals: 2 }));

  it('begins a new round when it changes: earlier approvals no longer count, and the request says what changed', async () => {
    await two();
    const request = await ask();
    await answer('rita', request);
    await world.run(editSite, { siteId, purpose: 'Something else.', dataSources: [{ key: 'wiki' }] }, 'olga');
    const now = await look('rob', request);
    expect(now).toMatchObject({ round: expect.any(Number) as number, changedSince: ['Olga edited the record (dataSources, purpose)'], decisions: [{ counts: false }], stages: [{ given: 1 }] });
    expect(now.round).toBeGreaterThan(request.round);
    expect(now.plan?.stages[0]).toMatchObject({ given: 0, state: 'open' });
    expect((await answer('rob', now)).state).toBe('pending');
    expect(await audienceNow()).toBe('admins_only');
    expect((await answer('rita', now)).state).toBe('approved');
  });

  it('is what the pin names: whatever moved is told, and nothing is decided', async () => {
    const request = await ask();
    const { pin } = await look('rita', request);
    await world.db.prisma.storageBinding.create({ data: { siteId, kind: 'd1', name: 'DB' } });
    const decide = (seen: typeof pin) => world.run(decideRequest, { requestId: request.id, revision: request.revision, decision: 'approve', ...(seen === null ? {} : { pin: seen }) }, 'rita');
    expect(await problemOf(decide(pin))).toMatchObject({ kind: 'stale', details: { changedSince: ['what the approvals rest on', 'the storage bindings'] } });
    expect(await decide((await look('rita', request)).pin)).toMatchObject({ state: 'approved' });
  });

  it('is also who would gain access: a group that grew meanwhile is approved again by all', async () => {
    await two();
    await world.db.prisma.groupMember.create({ data: { groupId: world.groups.board, personId: world.id('mia') } });
    const request = await ask({ audience: { mode: 'custom', people: [], groups: [world.groups.board] } });
    await answer('rita', request);
    await world.db.prisma.groupMember.create({ data: { groupId: world.groups.board, personId: world.id('hal') } });
    const back = await answer('rob', request);
    expect(back).toMatchObject({ state: 'pending', round: request.round + 1, stages: [{ given: 1 }] });
    expect(back.decisions.map(({ reviewer, counts }) => [reviewer.name, counts])).toEqual([['Rita', false], ['Rob', true]]);
    expect(await answer('rita', back)).toMatchObject({ state: 'approved' });
    await world.db.prisma.groupMember.deleteMany({ where: { groupId: world.groups.board } });
  });

  it('is what the policies say when it is decided, and the record keeps their versions', async () => {
    const request = await ask();
    await policy({ effect: 'forbid', message: 'Not this month.' });
    policies.push(await putInForce(world.db, { triggers: ['widen'], key: `second-${siteId.slice(-6)}`, name: 'Second', effects: [{ effect: 'forbid', message: 'Not this year.' }] }));
    const problem = await problemOf(answer('rita', request));
    expect(problem.kind).toBe('conflict');
    expect(problem.message).toMatch(/Not this month\. \(“A rule”, version 1\).*Not this year\. \(“Second”, version 1\)/);
    expect((await problemOf(world.run(requestWidening, { siteId: await world.site(), audience: people('mia'), reason: 'r' }, 'olga'))).kind).toBe('rule');
    expect(await answer('rita', request, { decision: 'reject' })).toMatchObject({ state: 'rejected' });
    const record = await world.db.prisma.decisionRecord.findFirstOrThrow({ where: { decision: { requestId: request.id } } });
    expect((JSON.parse(record.body) as { decision: { policies: { name: string; version: number }[] } }).decision.policies).toContainEqual(expect.objectContaining({ name: 'Second', version: 1 }));
  });

  it('comes back with a diff after changes were asked for', async () => {
    const request = await ask({ audience: people('mia', 'hal') });
    await answer('rita', request, { decision: 'ask_changes' });
    const revised = await ask({ audience: people('mia') });
    expect(revised).toMatchObject({ id: request.id, state: 'pending', revised: { askedBy: { name: 'Rita' }, note: 'Said.', diff: { addedPeople: [], removedPeople: [{ name: 'Hal' }] } } });
    expect(await answer('rita', revised)).toMatchObject({ state: 'approved' });
  });
});

describe('evidence', () => {
  const scan = { kind: 'secrets_scan' as const, outcome: 'passed' as const, answer: 'gitleaks over all commits: nothing.' };
  const demand = () => policy({ effect: 'require_evidence', kinds: ['secrets_scan'] });

  it('may be missing at first; the request says which, and nobody approves it until it is there', async () => {
    await demand();
    const request = await ask();
    expect(request.plan).toMatchObject({ evidence: [{ kind: 'secrets_scan', isRequired: true, given: null }], missing: ['“Secrets scan” is missing.', '“Review” needs an approval.'] });
    expect(await problemOf(answer('rita', request))).toMatchObject({ kind: 'conflict', details: { missingEvidence: ['secrets_scan'] } });
    const failed = await world.run(addEvidence, { requestId: request.id, evidence: { ...scan, outcome: 'failed' } }, 'olga');
    expect(failed.plan?.missing[0]).toBe('“Secrets scan” shows that something failed; it has to pass.');
    expect((await problemOf(answer('rita', failed))).kind).toBe('conflict');
    const given = await world.run(addEvidence, { requestId: request.id, evidence: scan, revision: failed.revision }, 'olga');
    expect(given.plan?.evidence).toMatchObject([{ given: { answer: scan.answer, by: { name: 'Olga' } } }]);
    expect((await problemOf(answer('rita', failed))).kind).toBe('stale');
    expect(await answer('rita', given)).toMatchObject({ state: 'approved' });
  });

  it('is forbidden to those in the audience, hidden from strangers, and takes only files of the Site', async () => {
    const request = await ask();
    expect((await problemOf(world.run(addEvidence, { requestId: request.id, evidence: scan }, 'mia'))).kind).toBe('not-found');
    expect((await problemOf(world.run(addEvidence, { requestId: request.id, evidence: scan }, 'aude'))).kind).toBe('forbidden');
    const elsewhere = { ...scan, attachmentId: uuidv7() };
    expect(await problemOf(world.run(addEvidence, { requestId: request.id, evidence: elsewhere }, 'olga'))).toMatchObject({ kind: 'rule', errors: [{ path: 'evidence.attachmentId' }] });
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'ftp://x.example']) {
      expect((await problemOf(world.run(addEvidence, { requestId: request.id, evidence: { ...scan, link } }, 'olga'))).kind).toBe('invalid');
    }
  });

  it('that is added later is looked at by everybody who approved before', async () => {
    await policy(stage({ key: 'review', who: { roles: ['reviewer', 'admin'] }, approvals: 2 }));
    const request = await ask();
    await answer('rita', request);
    const more = await world.run(addEvidence, { requestId: request.id, evidence: scan }, 'olga');
    expect(more).toMatchObject({ round: request.round + 1, decisions: [{ counts: false }] });
    expect((await answer('rob', more)).state).toBe('pending');
    expect((await answer('rita', more)).state).toBe('approved');
  });
});

describe('a widening for a while', () => {
  it('has a term from its approval on, and can’t be approved once its time is over', async () => {
    const until = addDays(now, 30).toISOString();
    const request = await ask({ until });
    expect(request.proposal).toMatchObject({ until });
    expect((await problemOf(world.run(decideRequest, { requestId: request.id, revision: request.revision, decision: 'approve' }, 'rita', { now: addDays(now, 31) }))).kind).toBe('conflict');
    await answer('rita', request);
    expect(await world.db.prisma.audienceTerm.findFirst({ where: { siteId } })).toMatchObject({ requestId: request.id, endsAt: new Date(until), state: 'active' });
    expect((await problemOf(world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'r', until: '2020-01-01' }, 'olga'))).message).toContain('future');
  });
});

describe('many at once', () => {
  it('are what the policies call low risk, and nothing else', async () => {
    const low = await ask();
    expect(low.isLowRisk).toBe(true);
    expect(await world.run(decideLowRisk, { requestId: low.id, revision: low.revision, decision: 'approve' }, 'rita')).toMatchObject({ state: 'approved' });
    siteId = await world.site();
    const wide = await ask({ audience: { mode: 'workspace_all' } });
    expect(wide.isLowRisk).toBe(false);
    expect((await problemOf(world.run(decideLowRisk, { requestId: wide.id, revision: wide.revision, decision: 'approve' }, 'rita'))).message).toContain('low risk');
    expect((await problemOf(world.run(decideLowRisk, { requestId: wide.id, revision: wide.revision, decision: 'approve' }, 'olga'))).kind).toBe('forbidden');
    expect(await audienceNow()).toBe('admins_only');
  });
});
