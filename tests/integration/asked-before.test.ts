import { addDays } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimRequest } from '@/lib/requests/commands/claim-request';
import { commentOnRequest } from '@/lib/requests/commands/comment-on-request';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { setDelegation } from '@/lib/requests/commands/set-delegation';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { getDecisionRecord } from '@/lib/requests/get-decision-record';
import { getRequest } from '@/lib/requests/get-request';
import { getReview } from '@/lib/requests/get-review';
import { listRequests } from '@/lib/requests/list-requests';
import { archive, putInForce, stageOf } from '../support/policies';
import { now, problemOf, World, type Name } from '../support/world';

/** Hal is in the team that a stage asks, Mia is not. */
let world: World;
let siteId: string;
let policy: string;

beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());
beforeEach(async () => {
  if (policy) await archive(world.db, policy);
  await world.db.prisma.groupMember.deleteMany({});
  await world.db.prisma.groupMember.create({ data: { groupId: world.groups.team, personId: world.id('hal') } });
  policy = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'team', who: { groups: [world.groups.team], people: [world.id('rob')] } }) }] });
  siteId = await world.site();
});

const ask = () => world.run(requestWidening, { siteId, audience: { mode: 'custom', groups: [world.groups.board] }, reason: 'For the board.' }, 'olga');
const decide = (by: Name, { id, revision }: { id: string; revision: number }, decision: 'approve' | 'reject' = 'approve') => world.run(decideRequest, { requestId: id, revision, decision, note: 'Said.' }, by);
const sees = async (by: Name, requestId: string) => {
  const listed = (await world.read(listRequests, { limit: 200, site: siteId }, by)).items.some(({ id }) => id === requestId);
  const opened = await world.read(getRequest, { requestId }, by).then(({ id }) => id === requestId, () => false);
  const reviewed = await world.read(getReview, { requestId }, by).then(({ request }) => request.id === requestId, () => false);
  expect([opened, reviewed], by).toEqual([listed, listed]);
  return listed;
};

describe('somebody whom a stage asked', () => {
  it.each(['approve', 'reject'] as const)('by a group sees the request and its record after others %s it, and nothing else of it', async (decision) => {
    const request = await ask();
    await decide('rob', request, decision);
    expect(await sees('hal', request.id)).toBe(true);
    expect(await world.read(getDecisionRecord, { requestId: request.id }, 'hal')).toMatchObject({ isIntact: true, isWhole: false, record: { decision: { reviewer: { name: 'Rob' } }, seen: { precedents: null } } });
    // What they may see is the request as it was, not the Site as it goes on.
    expect(await world.read(getReview, { requestId: request.id }, 'hal')).toMatchObject({ dossier: null, request: { siteDetail: null, actions: { decide: { allowed: false }, comment: { allowed: false }, claim: { allowed: false } } } });
    expect(await problemOf(decide('hal', request))).toMatchObject({ kind: 'conflict', message: expect.stringContaining('This request is closed') as string });
    expect((await problemOf(world.run(commentOnRequest, { requestId: request.id, text: 'Oh.' }, 'hal'))).kind).toBe('forbidden');
    expect((await problemOf(world.run(claimRequest, { requestId: request.id }, 'hal'))).kind).toBe('forbidden');
  });

  it('sees it whoever is in the group by then; who joins it later doesn’t', async () => {
    const request = await ask();
    await decide('rob', request);
    await world.db.prisma.groupMember.deleteMany({});
    await world.db.prisma.groupMember.create({ data: { groupId: world.groups.team, personId: world.id('mia') } });
    expect([await sees('hal', request.id), await sees('mia', request.id)]).toEqual([true, false]);
    expect((await problemOf(world.read(getDecisionRecord, { requestId: request.id }, 'mia'))).kind).toBe('not-found');
  });

  it('sees it after it was withdrawn, and while it waits for a later stage', async () => {
    const withdrawn = await ask();
    await world.run(withdrawRequest, { requestId: withdrawn.id }, 'olga');
    expect(await sees('hal', withdrawn.id)).toBe(true);

    await archive(world.db, policy);
    policy = await putInForce(world.db, {
      triggers: ['widen'],
      effects: [
        { effect: 'require_stage', stage: stageOf({ key: 'team', who: { groups: [world.groups.team], people: [world.id('rob')] } }) },
        { effect: 'require_stage', stage: stageOf({ key: 'last', who: { people: [world.id('mia')] }, order: 2 }) },
      ],
    });
    const request = await ask();
    expect([await sees('hal', request.id), await sees('mia', request.id)]).toEqual([true, false]);
    const next = await decide('rob', request);
    expect([await sees('hal', request.id), await sees('mia', request.id)]).toEqual([true, true]);
    expect((await problemOf(decide('hal', next))).kind).toBe('forbidden');
  });

  it('in the place of somebody sees it too, after the delegation has ended', async () => {
    await world.run(setDelegation, { to: world.id('mia'), startsAt: now.toISOString(), endsAt: addDays(now, 2).toISOString(), reason: 'Away.' }, 'hal');
    const request = await ask();
    await decide('rob', request);
    await world.db.prisma.delegation.updateMany({ data: { revokedAt: now } });
    expect(await sees('mia', request.id)).toBe(true);
  });
});

describe('somebody else', () => {
  it('who commented sees it although they have no other part in it any more', async () => {
    const request = await ask();
    await world.run(commentOnRequest, { requestId: request.id, text: 'Fine by us.' }, 'hal');
    await world.db.prisma.groupMember.deleteMany({});
    expect(await sees('hal', request.id)).toBe(true);
    expect((await problemOf(decide('hal', request))).kind).toBe('forbidden');
  });

  it('sees nothing, before and after', async () => {
    const request = await ask();
    expect(await sees('mia', request.id)).toBe(false);
    await decide('rob', request);
    expect(await sees('mia', request.id)).toBe(false);
  });
});
