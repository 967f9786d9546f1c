import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { getRequest } from '@/lib/requests/get-request';
import type { RequestPin } from '@/lib/domain/request-pin';
import { putInForce, stageOf } from '../support/policies';
import { problemOf, World, type Name } from '../support/world';

/** Widenings to groups that need three approvals, while people come and go. */
let world: World;
let siteId: string;
/** Of a group that is nested in the one that is asked for, and one beside it. */
let emea: string;
let all: string;

beforeAll(async () => {
  world = await World.create(4);
  await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { roles: ['reviewer', 'admin'] }, approvals: 3 }) }] });
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site();
  [emea, all] = [uuidv7(), uuidv7()];
  await world.db.prisma.group.createMany({ data: [{ id: all, name: 'Sales EMEA' }, { id: emea, name: 'Sales DACH' }] });
  await world.db.prisma.groupNesting.create({ data: { parentId: all, childId: emea } });
});

const join = (...names: Name[]) => world.db.prisma.groupMember.createMany({ data: names.map((name) => ({ groupId: emea, personId: world.id(name) })) });
const leave = (...names: Name[]) => world.db.prisma.groupMember.deleteMany({ where: { groupId: emea, personId: { in: names.map((name) => world.id(name)) } } });
const ask = () => world.run(requestWidening, { siteId, audience: { mode: 'custom', groups: [all] }, reason: 'Sales.' }, 'olga');
const look = (by: Name, id: string) => world.read(getRequest, { requestId: id }, by);
const approve = async (by: Name, id: string, pin?: Partial<RequestPin>) =>
  world.run(decideRequest, { requestId: id, decision: 'approve', revision: (await look(by, id)).revision, ...(pin === undefined ? {} : { pin }) }, by);
const counting = async (id: string) => (await look('aude', id)).decisions.map(({ reviewer, counts }) => [reviewer.name, counts]);
const kept = (id: string) => world.db.prisma.requestGain.findUnique({ where: { requestId: id } });

describe('between two approvals', () => {
  it('as many others begin a new round, and the request says who came', async () => {
    await join('mia', 'hal');
    const { id, round } = await ask();
    await approve('rita', id);
    await leave('hal');
    await join('aude');
    expect(await approve('rob', id)).toMatchObject({ state: 'pending', round: round + 1, changedSince: ['1 person joined Sales EMEA'], stages: [{ given: 1 }] });
    expect(await counting(id)).toEqual([['Rita', false], ['Rob', true]]);

    await approve('rita', id);
    expect(await approve('ada', id)).toMatchObject({ state: 'approved', round: round + 1 });
    expect(await kept(id)).toBeNull();
  });

  it('fewer others begin one too, and those who leave alone don’t', async () => {
    await join('mia', 'hal', 'rob');
    const { id, round } = await ask();
    await approve('rita', id);
    await leave('rob');
    expect(await approve('ada', id)).toMatchObject({ round, changedSince: [] });
    await leave('mia', 'hal');
    await join('rob');
    // Rita saw him, Ada did not.
    expect(await approve('abe', id)).toMatchObject({ state: 'pending', round: round + 1, changedSince: ['1 person joined Sales EMEA'] });
    expect(await counting(id)).toEqual([['Rita', false], ['Ada', false], ['Abe', true]]);
  });

  it('those who come by no group count as well: whoever returns, or administers no more', async () => {
    await join('mia', 'hal');
    const { id, round } = await ask();
    await world.db.prisma.person.update({ where: { id: world.id('mia') }, data: { deactivatedAt: new Date() } });
    await approve('rita', id);
    await world.db.prisma.person.update({ where: { id: world.id('mia') }, data: { deactivatedAt: null } });
    expect(await approve('rob', id)).toMatchObject({ round: round + 1 });
  });

  it('go by number where an approval is from before who they are was kept', async () => {
    await join('mia');
    const { id, round } = await ask();
    await approve('rita', id);
    await world.db.prisma.requestGain.delete({ where: { requestId: id } });
    await join('hal');
    expect(await approve('rob', id)).toMatchObject({ round: round + 1, changedSince: ['1 person more would gain access'] });
  });

  it('the whole workspace is whoever belongs to it: a new colleague begins no round', async () => {
    const { id, round } = await world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'Everybody.' }, 'olga');
    await approve('rita', id);
    await world.db.prisma.person.create({ data: { email: `new-${uuidv7()}@example.com`, name: 'Nia' } });
    expect(await approve('rob', id)).toMatchObject({ state: 'pending', round, changedSince: [], stages: [{ given: 2 }] });
    expect(await approve('ada', id)).toMatchObject({ state: 'approved' });
  });

  it('are kept as long as the request is open', async () => {
    await join('mia', 'hal');
    const { id, round } = await ask();
    await approve('rita', id);
    expect(await kept(id)).toEqual({ requestId: id, round, people: [world.id('hal'), world.id('mia')].sort() });
    await world.run(withdrawRequest, { requestId: id }, 'olga');
    expect(await kept(id)).toBeNull();
  });
});

describe('between a look and an answer', () => {
  it('others are told, although they are as many', async () => {
    await join('mia');
    const { id } = await ask();
    const { pin } = await look('rita', id);
    await leave('mia');
    await join('hal');
    expect(await problemOf(approve('rita', id, pin ?? {}))).toMatchObject({ kind: 'stale', details: { changedSince: ['who would gain access'] } });
    expect(await approve('rita', id, (await look('rita', id)).pin ?? {})).toMatchObject({ state: 'pending' });
  });
});
