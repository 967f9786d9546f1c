import { addDays } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { systemActor } from '@/lib/gate/actor';
import { answerReReview } from '@/lib/requests/commands/answer-re-review';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { withdrawRequest } from '@/lib/requests/commands/withdraw-request';
import { getRequest } from '@/lib/requests/get-request';
import { runReReviews } from '@/lib/requests/run-re-reviews';
import { sweepRequests } from '@/lib/requests/sweep-requests';
import { editSite } from '@/lib/sites/commands/edit-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { audienceOn, sweepAt, widen } from '../support/widenings';
import { now, problemOf, World, type Name } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());

const settings = { ...defaultSettings, quietWeekdays: [] };
const day = (days: number): Date => addDays(now, days);
const hal = () => ({ mode: 'custom' as const, people: [world.id('hal')] });
/** A Site that Rita has opened to Hal. */
async function openSite(until?: Date): Promise<string> {
  const siteId = await world.site({ classification: 'team_internal', audience: { mode: 'admins_only' } });
  await widen(world, siteId, hal(), { at: now, ...(until !== undefined && { until }) });
  return siteId;
}
const addSource = (siteId: string, source: 'crm' | 'wiki', at = day(1)) => world.run(editSite, { siteId, dataSources: [{ key: source, mode: 'read_only' }] }, 'olga', { now: at });
const reReviews = (siteId: string) => world.db.prisma.request.findMany({ where: { siteId, kind: 're_review' }, orderBy: { createdAt: 'asc' } });
async function openedOn(siteId: string) {
  const [found] = await reReviews(siteId);
  if (found === undefined) throw new Error('no re-review was opened');
  return world.read(getRequest, { requestId: found.id }, 'rita');
}
async function decide(requestId: string, decision: 'approve' | 'reject' | 'ask_changes', { by = 'rita', at = day(2) }: { by?: Name; at?: Date } = {}) {
  const { revision } = await world.db.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  return world.run(decideRequest, { requestId, revision, decision, note: 'Looked at.' }, by, { now: at });
}
let made = 0;
/** A policy at changes, beside those that a workspace begins with; answers how it is put away. */
async function policy(condition: string, effects: object[]): Promise<() => Promise<void>> {
  const version = { number: 1, name: 'Of a test', isEnabled: true, triggers: ['change' as const], condition, effects, why: 'w', createdAt: now };
  const { id } = await world.db.prisma.policy.create({ data: { key: `of-a-test-${(made += 1)}`, versions: { create: version } } });
  return async () => void (await world.db.prisma.policy.update({ where: { id }, data: { archivedAt: now } }));
}
const narrowFirst = () => policy('true', [{ effect: 're_review', narrowFirst: true, message: 'Sources have to be looked at.' }]);

describe('a change after the approval', () => {
  it('opens a re-review once, which a further change adds to', async () => {
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    const first = await openedOn(siteId);
    expect(first).toMatchObject({
      kind: 're_review', state: 'pending', requester: { name: 'Olga' }, reason: 'The data sources changed since this audience was approved.',
      proposal: { audience: { mode: 'custom', people: [{ name: 'Hal' }] }, changed: ['sources'], narrowed: false, because: [{ policy: { key: 're-review-on-change' } }] },
      audienceDiff: { from: 'custom', to: 'custom', gains: 0 },
      actions: { decide: { allowed: true }, withdraw: { allowed: false } },
    });
    expect(first.plan?.stages).toHaveLength(1);
    expect(first.dueAt).not.toBeNull();
    await world.run(editSite, { siteId, classification: 'company_wide' }, 'olga', { now: day(1) });
    await runReReviews(world.db);
    expect(await reReviews(siteId)).toMatchObject([{ id: first.id, state: 'pending', reason: 'The data sources and classification changed since this audience was approved.' }]);
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
    expect(await world.db.prisma.recordChange.count({ where: { siteId } })).toBe(0);
    const told = await world.db.prisma.notification.findMany({ where: { personId: world.id('olga'), occasion: { startsWith: `re-review ${first.id}` } } });
    expect(told.map(({ title }) => title)).toEqual(['CRM Notes is reviewed again', 'CRM Notes is reviewed again']);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId, type: 'site.re_review_opened' } })).toBe(2);
  });

  it('is nothing to review where nobody but the owner gets in, or where a reviewer saw it before approving', async () => {
    const closed = await world.site({ audience: { mode: 'admins_only' } });
    await addSource(closed, 'wiki');
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await widen(world, siteId, { mode: 'custom', people: [world.id('hal'), world.id('mia')] }, { at: day(1) });
    await runReReviews(world.db);
    expect([...(await reReviews(closed)), ...(await reReviews(siteId))]).toEqual([]);
  });

  it('is found by the sweep where no worker ran', async () => {
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    expect(await sweepAt(world, day(1), settings)).toEqual({ re_reviews: 1 });
  });
});

describe('a re-review', () => {
  it('that is approved leaves the audience, rejected takes it away', async () => {
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    const { id } = await openedOn(siteId);
    expect(await decide(id, 'approve')).toMatchObject({ state: 'approved' });
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
    await addSource(siteId, 'crm', day(3));
    await runReReviews(world.db);
    const second = (await reReviews(siteId)).at(-1);
    expect(await decide(second?.id ?? '', 'reject', { at: day(4) })).toMatchObject({ state: 'rejected' });
    expect(await audienceOn(world, siteId)).toBe('admins_only');
    expect(await world.db.prisma.auditEvent.findMany({ where: { siteId, type: { in: ['site.audience_confirmed', 'site.audience_narrowed'] } }, select: { type: true }, orderBy: { seq: 'asc' } })).toEqual([{ type: 'site.audience_confirmed' }, { type: 'site.audience_narrowed' }]);
    // The owner hears of both answers, once each.
    const told = await world.db.prisma.notification.findMany({ where: { personId: world.id('olga'), occasion: { startsWith: 'request answered' }, content: { path: ['action', 'href'], string_ends_with: id } }, select: { title: true, content: true } });
    expect(told).toMatchObject([{ title: 'Re-review of CRM Notes was approved', content: { lines: [expect.any(String), 'Its audience stays as it is.'] as unknown } }]);
    const then = await world.db.prisma.notification.findMany({ where: { personId: world.id('olga'), content: { path: ['action', 'href'], string_ends_with: second?.id ?? '' }, title: { contains: 'rejected' } } });
    expect(then).toHaveLength(1);
  });

  it('is forbidden to decide for the owner and members, and nobody withdraws it', async () => {
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    const { id } = await openedOn(siteId);
    expect((await problemOf(decide(id, 'approve', { by: 'olga' }))).kind).toBe('forbidden');
    expect((await problemOf(decide(id, 'approve', { by: 'mia' }))).kind).toBe('not-found');
    for (const by of ['olga', 'ada'] as const) expect((await problemOf(world.run(withdrawRequest, { requestId: id }, by, { now: day(2) }))).kind).toBe('conflict');
  });

  it('that asks for changes comes back with the owner’s answer: answerReReview is forbidden to others', async () => {
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    const { id } = await openedOn(siteId);
    const answer = (by: Name) => world.run(answerReReview, { requestId: id, answer: 'It reads the public pages only.' }, by, { now: day(3) });
    expect((await problemOf(answer('olga'))).kind).toBe('conflict');
    await decide(id, 'ask_changes');
    expect((await problemOf(answer('rob'))).kind).toBe('forbidden');
    expect((await problemOf(answer('mia'))).kind).toBe('not-found');
    expect(await answer('olga')).toMatchObject({ state: 'pending', reason: 'The data sources changed since this audience was approved. It reads the public pages only.' });
    // Who asked for changes decides in the round that follows.
    expect(await decide(id, 'approve', { at: day(4) })).toMatchObject({ state: 'approved' });
  });
});

describe('silence', () => {
  it('means no: the audience is taken away, also while it waits for its owner', async () => {
    const [waiting, asked] = [await openSite(), await openSite()];
    for (const siteId of [waiting, asked]) await addSource(siteId, 'wiki');
    await sweepAt(world, day(1), settings);
    await decide((await openedOn(asked)).id, 'ask_changes');
    const sweep = (days: number) => inTransaction(world.db, async (tx) => (await sweepRequests(tx, { now: day(days), settings, actor: systemActor('Lifecycle', { via: 'job', correlationId: 'sweep' }) }, null, 50)).did);
    await sweep(14);
    for (const siteId of [waiting, asked]) expect(await audienceOn(world, siteId)).toBe('custom Hal');
    await sweep(16);
    for (const siteId of [waiting, asked]) {
      expect(await reReviews(siteId)).toMatchObject([{ state: 'timed_out' }]);
      expect(await audienceOn(world, siteId)).toBe('admins_only');
    }
  });
});

describe('a policy that cannot be judged', () => {
  it('asks for a re-review, loudly', async () => {
    const lift = await policy('site.noSuchThing == 1', [{ effect: 'warn', message: 'w' }]);
    const siteId = await openSite();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    await lift();
    expect((await openedOn(siteId)).proposal).toMatchObject({ because: [{ policy: { key: 're-review-on-change' } }, { policy: { name: 'Of a test' } }] });
    expect(await world.db.prisma.auditEvent.count({ where: { type: 'policy.failed' } })).toBe(1);
    expect(await world.db.prisma.notification.count({ where: { personId: world.id('ada'), title: { contains: 'can’t be judged' } } })).toBe(1);
  });
});

describe('a policy that closes first', () => {
  it('takes the audience away until the re-review is approved', async () => {
    const siteId = await openSite();
    const lift = await narrowFirst();
    await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    expect(await audienceOn(world, siteId)).toBe('admins_only');
    const request = await openedOn(siteId);
    expect(request).toMatchObject({ proposal: { narrowed: true }, audienceDiff: { from: 'admins_only', to: 'custom', gains: 1, gaining: [{ name: 'Hal' }] } });
    expect(await decide(request.id, 'approve')).toMatchObject({ state: 'approved' });
    expect(await audienceOn(world, siteId)).toBe('custom Hal');
    await lift();
  });

  it('brings back no more than may come back: less who left, whose time is over, what somebody decided since', async () => {
    const lift = await narrowFirst();
    const [left, over, narrowed] = [await openSite(), await openSite(day(5)), await openSite()];
    for (const siteId of [left, over, narrowed]) await addSource(siteId, 'wiki');
    await runReReviews(world.db);
    await lift();
    // Its time came while it was closed.
    await sweepAt(world, day(5), settings);
    const [ofOver] = await reReviews(over);
    await decide(ofOver?.id ?? '', 'approve', { at: day(6) });
    expect(await audienceOn(world, over)).toBe('admins_only');
    // Somebody else decided on the audience since.
    await widen(world, narrowed, { mode: 'custom', people: [world.id('mia')] }, { at: day(6) });
    const [ofNarrowed] = await reReviews(narrowed);
    await decide(ofNarrowed?.id ?? '', 'approve', { at: day(7) });
    expect(await audienceOn(world, narrowed)).toBe('custom Mia');
    await world.run(narrowSite, { siteId: narrowed, audience: { mode: 'admins_only' } }, 'olga', { now: day(8) });

    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: day(6) } });
    const [ofLeft] = await reReviews(left);
    await decide(ofLeft?.id ?? '', 'approve', { at: day(7) });
    expect(await audienceOn(world, left)).toBe('admins_only');
    await world.db.prisma.person.update({ where: { id: world.id('hal') }, data: { deactivatedAt: null } });
  });
});
