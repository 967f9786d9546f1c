import { addDays, addHours } from 'date-fns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '@/lib/db/transaction';
import { settleEnforcement } from '@/lib/enforcement/commands/settle-enforcement';
import { countEnforcements, listEnforcements } from '@/lib/enforcement/list-enforcements';
import { markUnconfirmed } from '@/lib/enforcement/mark-unconfirmed';
import { record } from '@/lib/audit/record';
import { systemActor } from '@/lib/gate/actor';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { noteFallback } from '@/lib/sites/commands/note-fallback';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { getSite } from '@/lib/sites/get-site';
import { carryOut, plan } from '../support/bulk-actions';
import { demandsOn, newProjectId, report, shown } from '../support/platform-feed';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const onPlatform = (more: Parameters<World['site']>[0] = {}) => world.site({ projectId: newProjectId(), audience: { mode: 'workspace_all' }, ...more });
const disable = (siteId: string) => world.run(disableSite, { siteId, reason: 'project_completed' }, 'ada');
const tasksOn = async (site: string) => (await world.read(listEnforcements, { site }, 'ada')).items;
const events = (id: string) => world.db.prisma.auditEvent.findMany({ where: { siteId: id, type: { startsWith: 'enforcement.' } }, orderBy: { seq: 'asc' } });

describe('a decision', () => {
  it('asks that the Site is closed, and opened again; the newer takes the place of the older', async () => {
    const siteId = await onPlatform();
    await disable(siteId);
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested', wanted: { open: false } } });
    await world.run(enableSite, { siteId }, 'ada');
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested', wanted: { open: true } } });
    expect(await world.db.prisma.enforcement.count({ where: { siteId } })).toBe(2);
  });

  it('about the audience or the owner asks for just that, by name', async () => {
    const siteId = await onPlatform();
    await world.run(narrowSite, { siteId, audience: { mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] } }, 'olga');
    await world.run(assignOwner, { siteId, owner: world.id('mia') }, 'ada');
    const demands = await demandsOn(world, siteId);
    expect(Object.keys(demands).sort()).toEqual(['access', 'ownership']);
    expect(demands).toMatchObject({
      access: { wanted: { mode: 'custom', people: [{ email: 'hal@example.com', name: 'Hal' }], groups: [{ id: null, name: 'Team' }] } },
      ownership: { wanted: { email: 'mia@example.com', name: 'Mia' } },
    });
    expect((await tasksOn(siteId))[0]).toMatchObject({ requestedBy: 'Olga', state: 'requested', requestedAt: now.toISOString(), overdueAt: addDays(now, 7).toISOString() });
  });

  it('of a reviewer about a widening asks for it once it is approved', async () => {
    const siteId = await onPlatform({ audience: { mode: 'admins_only' } });
    const asked = await world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'All need it.' }, 'olga');
    expect(await demandsOn(world, siteId)).toEqual({});
    await world.run(decideRequest, { requestId: asked.id, decision: 'approve', revision: asked.revision }, 'rita');
    expect(await demandsOn(world, siteId)).toMatchObject({ access: { wanted: { mode: 'workspace_all' } } });
  });

  it('that changes nothing outside, or about a Site that the platform doesn’t know, asks for nothing', async () => {
    const siteId = await onPlatform();
    await world.run(renewSite, { siteId, expiresAt: '2027-03-01', reason: 'Needed.' }, 'olga');
    await world.run(reviewSite, { siteId }, 'olga');
    const unknown = await world.site({ audience: { mode: 'workspace_all' } });
    await disable(unknown);
    expect([await demandsOn(world, siteId), await demandsOn(world, unknown)]).toEqual([{}, {}]);
  });

  it('in bulk asks for each Site; an undo asks for the opposite', async () => {
    const ids = [await onPlatform(), await onPlatform(), await world.site()];
    const planned = await plan(world, { kind: 'disable', change: { reason: 'project_completed' }, selection: { ids } }, 'ada');
    await carryOut(world, planned, 'ada');
    const states = await Promise.all(ids.map(async (id) => Object.keys(await demandsOn(world, id))));
    expect(states).toEqual([['availability'], ['availability'], []]);
  });

  it('that fails leaves nothing behind', async () => {
    const siteId = await onPlatform();
    await problemOf(world.run(disableSite, { siteId, reason: 'other' }, 'ada'));
    expect(await demandsOn(world, siteId)).toEqual({});
  });
});

describe('the list of tasks', () => {
  it('is oldest first, with its steps, filtered and paged', async () => {
    const earlier = new Date('2026-10-01T00:00:00Z');
    const ids = [await onPlatform(), await onPlatform(), await onPlatform()];
    for (const [index, siteId] of ids.entries()) await world.run(disableSite, { siteId, reason: 'expired' }, 'ada', { now: addHours(earlier, index) });
    const first = await world.read(listEnforcements, { aspect: 'availability', limit: 2 }, 'aude');
    expect(first.items.map(({ site }) => site.id)).toEqual(ids.slice(0, 2));
    expect(first.items[0]?.steps.map(({ text }) => text).join()).toContain('Suspend');
    const second = await world.read(listEnforcements, { aspect: 'availability', limit: 2, cursor: first.next ?? '' }, 'aude');
    expect(second.items[0]?.site.id).toBe(ids[2]);
    expect((await world.read(listEnforcements, { aspect: 'existence' }, 'aude')).items).toEqual([]);
    expect((await problemOf(world.read(listEnforcements, { cursor: first.next ?? '' }, 'aude'))).kind).toBe('bad-cursor');
  });

  it('is forbidden to members', async () => {
    expect((await problemOf(world.read(listEnforcements, {}, 'olga'))).kind).toBe('forbidden');
  });
});

describe('a person’s word', () => {
  const only = async (siteId: string) => {
    const [task] = await tasksOn(siteId);
    if (task === undefined) throw new Error('expected a task');
    return task;
  };

  it('settleEnforcement confirms several at once with a note, fails one, and asks again', async () => {
    const [one, other] = [await onPlatform(), await onPlatform()];
    await disable(one);
    await disable(other);
    const items = [await only(one), await only(other)].map(({ id, revision }) => ({ id, revision }));
    const { items: done } = await world.run(settleEnforcement, { items, outcome: 'done', note: 'Suspended both.' }, 'ada');
    expect(done).toMatchObject([{ state: 'confirmed', proof: 'person', settledBy: 'Ada', note: 'Suspended both.' }, { state: 'confirmed' }]);
    const [first] = done.filter(({ site }) => site.id === one).map(({ id, revision }) => ({ id, revision }));
    await world.run(settleEnforcement, { items: first === undefined ? [] : [first], outcome: 'again', note: 'The wrong one.' }, 'abe');
    const again = await only(one);
    expect(again).toMatchObject({ state: 'requested', proof: null, reopened: 1 });
    await world.run(settleEnforcement, { items: [{ id: again.id, revision: again.revision }], outcome: 'failed', note: 'No such button.' }, 'abe');
    expect(await only(one)).toMatchObject({ state: 'failed', note: 'No such button.', settledBy: 'Abe' });
    expect((await events(one)).map(({ type }) => type)).toEqual(['enforcement.confirmed', 'enforcement.reopened', 'enforcement.failed']);
    expect((await world.read(getSite, { siteId: other }, 'ada')).enforcement).toMatchObject([{ aspect: 'availability', state: 'confirmed' }]);
  });

  it('is all or nothing: not on what changed, is settled or no longer holds', async () => {
    const [one, other] = [await onPlatform(), await onPlatform()];
    await disable(one);
    await disable(other);
    const [a, b] = [await only(one), await only(other)];
    const stale = world.run(settleEnforcement, { items: [{ id: a.id, revision: a.revision }, { id: b.id, revision: b.revision + 1 }], outcome: 'done', note: 'n' }, 'ada');
    expect((await problemOf(stale)).kind).toBe('stale');
    expect(await demandsOn(world, one)).toMatchObject({ availability: { state: 'requested' } });
    await world.run(enableSite, { siteId: other }, 'ada');
    const overtaken = await problemOf(world.run(settleEnforcement, { items: [{ id: b.id, revision: b.revision + 1 }], outcome: 'done', note: 'n' }, 'ada'));
    expect(overtaken.message).toContain('newer decision');
    const item = { id: a.id, revision: a.revision };
    const both = await Promise.allSettled([1, 2].map(() => world.run(settleEnforcement, { items: [item], outcome: 'done', note: 'n' }, 'ada')));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is forbidden to everybody but admins, and needs a note', async () => {
    const siteId = await onPlatform();
    await disable(siteId);
    const { id, revision } = await only(siteId);
    for (const name of ['olga', 'rita', 'aude'] as const) {
      expect((await problemOf(world.run(settleEnforcement, { items: [{ id, revision }], outcome: 'done', note: 'n' }, name))).kind, name).toBe('forbidden');
    }
    const system = systemActor('a test', { via: 'shell', correlationId: 'test' });
    expect((await problemOf(world.run(settleEnforcement, { items: [{ id, revision }], outcome: 'done', note: 'n' }, system))).kind).toBe('forbidden');
    expect((await problemOf(world.run(settleEnforcement, { items: [{ id, revision }], outcome: 'done', note: ' ' }, 'ada'))).errors).toMatchObject([{ path: 'note' }]);
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested' } });
  });
});

describe('what nobody confirms', () => {
  const sweep = (at: Date, limit = 1_000) =>
    inTransaction(world.db, async (tx) => {
      const events = await markUnconfirmed(tx, { now: at }, limit);
      await record(tx, events, { now: at, actor: systemActor('the sweep', { via: 'job', correlationId: 'sweep' }) });
      return events.length;
    });

  it('is unconfirmed after the days of the settings, once, in batches, with an event', async () => {
    while ((await sweep(now)) > 0) continue;
    const ids = [await onPlatform(), await onPlatform()];
    for (const id of ids) await disable(id);
    const before = await world.read(countEnforcements, {}, 'ada');
    expect(await sweep(addDays(now, 6))).toBe(0);
    const due = addDays(now, 7);
    let marked = 0;
    for (let batch = await sweep(due, 1); batch > 0; batch = await sweep(due, 1)) marked += batch;
    expect(marked).toBe(before.requested);
    expect(await sweep(due)).toBe(0);
    for (const id of ids) {
      expect(await demandsOn(world, id)).toMatchObject({ availability: { state: 'unconfirmed' } });
      expect((await events(id)).map(({ type }) => type)).toEqual(['enforcement.unconfirmed']);
    }
  });

  it('is marked once by two sweeps at the same time', async () => {
    const siteId = await onPlatform();
    await world.run(disableSite, { siteId, reason: 'expired' }, 'ada', { now: addDays(now, 20) });
    const [a, b] = await Promise.all([sweep(addDays(now, 30)), sweep(addDays(now, 30))]);
    expect(a + b).toBe(1);
    expect(await events(siteId)).toHaveLength(1);
  });
});

describe('a fallback', () => {
  it('noteFallback is done by the owner, and forbidden to others', async () => {
    const siteId = await onPlatform();
    expect((await problemOf(world.run(noteFallback, { siteId, note: 'The wiki.' }, 'hal'))).kind).toBe('forbidden');
    await world.run(noteFallback, { siteId, note: 'The wiki.' }, 'olga');
    expect((await world.read(getSite, { siteId }, 'olga')).record?.fallbackNote).toBe('The wiki.');
    await world.run(noteFallback, { siteId, note: '' }, 'olga');
    expect((await world.read(getSite, { siteId }, 'olga')).record?.fallbackNote).toBeNull();
  });
});

describe('whoever sees a Site', () => {
  it('sees that nothing has shown it to be closed, without the notes of those who govern', async () => {
    const siteId = await onPlatform({ audience: { mode: 'custom', people: [world.id('hal')] } });
    await world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, 'olga');
    const [task] = await tasksOn(siteId);
    await world.run(settleEnforcement, { items: [{ id: task?.id ?? '', revision: task?.revision ?? 0 }], outcome: 'failed', note: 'Ask Ada.' }, 'ada');
    expect((await world.read(getSite, { siteId }, 'olga')).enforcement).toMatchObject([{ state: 'failed', note: 'Ask Ada.', settledBy: 'Ada' }]);
    const everybody = await onPlatform();
    await world.run(assignOwner, { siteId: everybody, owner: world.id('mia') }, 'ada');
    expect((await world.read(getSite, { siteId: everybody }, 'hal')).enforcement).toMatchObject([{ aspect: 'ownership', state: 'requested', note: null, settledBy: null }]);
  });

  it('finds it confirmed by a report that was made after the decision', async () => {
    const projectId = newProjectId();
    const siteId = await onPlatform({ projectId });
    await disable(siteId);
    await report(world, { sites: [shown({ projectId, status: 'suspended' })] }, addHours(now, 1));
    expect((await world.read(getSite, { siteId }, 'olga')).enforcement).toMatchObject([{ state: 'confirmed', proof: 'feed', settledAt: addHours(now, 1).toISOString() }]);
  });
});
