import { addDays, addHours } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { reactivatePerson } from '@/lib/people/commands/reactivate-person';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { setDelegation } from '@/lib/requests/commands/set-delegation';
import { getRequest } from '@/lib/requests/get-request';
import { sweepRequests } from '@/lib/requests/sweep-requests';
import { archive, putInForce, stageOf } from '../support/policies';
import { problemOf, World, type Name } from '../support/world';

/** A Monday; the world's own instant is a quiet day. */
const monday = new Date('2026-11-23T09:00:00Z');
const settings = { ...defaultSettings, quietWeekdays: [] };
const actor = systemActor('the lifecycle', { via: 'job', correlationId: 'test' });

let world: World;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());

async function ask(audience: { mode: 'custom'; people: string[]; groups: string[] } = { mode: 'custom', people: [world.id('mia')], groups: [] }) {
  const siteId = await world.site();
  const request = await world.run(requestWidening, { siteId, audience, reason: 'Mia helps.' }, 'olga', { now: monday });
  return { siteId, requestId: request.id, revision: request.revision };
}

/** Everything that is due as of an instant, in steps of two; what happened to one request. */
async function sweep(at: Date, requestId: string, quiet: number[] = []): Promise<string[]> {
  const types: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const step = await inTransaction(world.db, (tx) => sweepRequests(tx, { now: at, settings: { ...settings, quietWeekdays: quiet }, actor }, cursor, 2));
    types.push(...step.events.filter(({ request }) => request?.id === requestId).map(({ type }) => type));
    cursor = step.cursor;
    if (cursor === null) return types;
  }
}

const told = async (name: Name, requestId: string) =>
  (await world.db.prisma.notification.findMany({ where: { personId: world.id(name), content: { path: ['action', 'href'], equals: `/requests/${requestId}` } }, orderBy: { createdAt: 'asc' } })).map(({ title }) => title);

describe('a request that waits', () => {
  it('is reminded of, escalated, reminded of again and ended, each once', async () => {
    const { requestId, siteId } = await ask();
    expect(await sweep(addDays(monday, 2), requestId)).toEqual([]);
    expect(await sweep(addDays(monday, 3), requestId)).toEqual(['request.reminded']);
    expect(await sweep(addDays(monday, 3), requestId)).toEqual([]);
    for (const name of ['rita', 'rob', 'ada', 'abe'] as const) expect(await told(name, requestId)).toEqual(['Widening of CRM Notes waits for an answer']);
    expect(await told('olga', requestId)).toEqual([]);
    expect(await sweep(addDays(monday, 7), requestId)).toEqual(['request.escalated']);
    expect(await told('ada', requestId)).toHaveLength(2);
    expect(await sweep(addDays(monday, 10), requestId)).toEqual(['request.reminded']);
    expect(await sweep(addHours(addDays(monday, 14), -1), requestId)).toEqual(['request.reminded']);
    expect(await sweep(addDays(monday, 14), requestId)).toEqual(['request.timed_out']);
    expect(await sweep(addDays(monday, 15), requestId)).toEqual([]);
    expect(await world.db.prisma.request.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({ state: 'timed_out', decidedAt: addDays(monday, 14) });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ audience: 'admins_only' });
    expect(await told('olga', requestId)).toEqual(['Widening of CRM Notes ended without an answer']);
    expect((await problemOf(world.run(decideRequest, { requestId, revision: 1, decision: 'approve' }, 'rita'))).message).toContain('ended without an answer');
  });

  it('is left alone on a quiet day', async () => {
    const { requestId } = await ask();
    expect(await sweep(addDays(monday, 19), requestId, [6, 7])).toEqual([]);
    expect(await sweep(addDays(monday, 21), requestId, [6, 7])).toEqual(['request.timed_out']);
  });

  it('is nothing to those who have answered, and told to whoever took it on or decides in the place of another', async () => {
    const key = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', who: { people: [world.id('hal'), world.id('rita')] }, approvals: 2 }) }] });
    await world.run(setDelegation, { to: world.id('mia'), endsAt: addDays(monday, 30).toISOString(), reason: 'Away.' }, 'hal', { now: monday });
    const { requestId, revision } = await ask({ mode: 'custom', people: [], groups: [world.groups.team] });
    await world.run(decideRequest, { requestId, revision, decision: 'approve' }, 'rita', { now: monday });
    expect(await sweep(addDays(monday, 4), requestId)).toEqual(['request.reminded']);
    expect([await told('hal', requestId), await told('mia', requestId), await told('rita', requestId)].map((titles) => titles.length)).toEqual([1, 1, 0]);
    await archive(world.db, key);
  });
});

describe('when all reviewers are gone', () => {
  it('the admins are told within the hour and can answer, and the request says so', async () => {
    const key = await putInForce(world.db, { triggers: ['widen'], effects: [{ effect: 'require_stage', stage: stageOf({ key: 'review', name: 'Security review' }) }] });
    const { requestId, revision } = await ask();
    const decide = () => world.run(decideRequest, { requestId, revision, decision: 'approve' }, 'ada', { now: addHours(monday, 3) });
    expect((await problemOf(decide())).kind).toBe('forbidden');
    for (const name of ['rita', 'rob'] as const) await world.run(deactivatePerson, { personId: world.id(name), reason: 'Left.' }, 'ada');

    expect(await sweep(addHours(monday, 1), requestId)).toEqual(['request.escalated']);
    for (const name of ['ada', 'abe'] as const) expect(await told(name, requestId)).toEqual(['Widening of CRM Notes has too few left to answer it']);
    expect(await sweep(addHours(monday, 2), requestId)).toEqual([]);
    const request = await world.read(getRequest, { requestId }, 'ada');
    expect(request).toMatchObject({ escalatedAt: addHours(monday, 1).toISOString(), plan: { remarks: [expect.stringContaining('the admins can answer it too') as string], stages: [{ standIns: 'admins', you: { mayAnswer: true } }] } });
    expect(await decide()).toMatchObject({ state: 'approved' });
    for (const name of ['rita', 'rob'] as const) await world.run(reactivatePerson, { personId: world.id(name), reason: 'Back.' }, 'ada');
    await archive(world.db, key);
  });
});
