import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { createBulkAction } from '@/lib/bulk/commands/create-bulk-action';
import { discardBulkAction } from '@/lib/bulk/commands/discard-bulk-action';
import { runBulkAction } from '@/lib/bulk/commands/run-bulk-action';
import { stopBulkAction } from '@/lib/bulk/commands/stop-bulk-action';
import { undoBulkAction } from '@/lib/bulk/commands/undo-bulk-action';
import { getBulkAction } from '@/lib/bulk/get-bulk-action';
import { listBulkActions } from '@/lib/bulk/list-bulk-actions';
import { listBulkItems } from '@/lib/bulk/list-bulk-items';
import { listBulkRefusals } from '@/lib/bulk/list-bulk-refusals';
import { listSites } from '@/lib/sites/list-sites';
import { askAttestation } from '@/lib/sites/commands/ask-attestation';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { editSite } from '@/lib/sites/commands/edit-site';
import { reviewSite } from '@/lib/sites/commands/review-site';
import { carryOut, itemsOf, plan, planNow, runNow } from '../support/bulk-actions';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const row = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });
const eventsOf = async (siteId: string) =>
  (await world.db.prisma.auditEvent.findMany({ where: { siteId }, orderBy: { seq: 'asc' } })).map(({ body }) => JSON.parse(body) as { type: string; reason: string | null; changes: object; data: object; via: string });

describe('a plan', () => {
  it('judges each Site for itself and changes nothing', async () => {
    const own = await world.site({ ownerId: world.id('olga') });
    const others = await world.site({ ownerId: world.id('hal'), successorId: world.id('olga') });
    const unseen = await world.site({ ownerId: world.id('hal') });
    const retired = await world.site({ state: 'retired', retiredAt: now });
    const same = await world.site({ tags: ['payroll'] });
    const nothing = uuidv7();

    const bulk = await plan(world, { kind: 'add_tags', change: { tags: [' Payroll '] }, selection: { ids: [own, others, unseen, retired, same, nothing] } }, 'olga');

    expect(bulk).toMatchObject({ state: 'planned', words: 'Add the tag “payroll”', counts: { total: 6, willChange: 1, willStay: 1, willRefuse: 4, changed: 0 } });
    expect([...bulk.missing].sort()).toEqual([unseen, nothing].sort());
    expect(await itemsOf(world, bulk.id, 'olga')).toEqual({
      [own]: { state: 'will_change', reason: null },
      [others]: { state: 'will_refuse', reason: 'Only the owner or an admin can edit this Site.' },
      [retired]: { state: 'will_refuse', reason: 'This Site is retired. Its record stays as it is.' },
      [same]: { state: 'will_stay', reason: null },
    });
    const { items: reasons } = await world.read(listBulkRefusals, { bulkId: bulk.id }, 'olga');
    expect(reasons.map(({ reason, count, sites }) => [reason, count, sites.map(({ id }) => id)])).toEqual([
      ['There is no such Site, or you can’t see it.', 2, []],
      ['Only the owner or an admin can edit this Site.', 1, [others]],
      ['This Site is retired. Its record stays as it is.', 1, [retired]],
    ]);
    await expect(world.read(listBulkRefusals, { bulkId: bulk.id }, 'hal')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await row(own)).revision).toBe(1);

    const done = await carryOut(world, bulk, 'olga');
    expect(done).toMatchObject({ state: 'done', counts: { changed: 1, unchanged: 1, refused: 4 } });
    expect(await row(own)).toMatchObject({ tags: ['payroll'], revision: 2 });
    expect(await eventsOf(own)).toMatchObject([{ type: 'site.edited', reason: 'Tidying up.', data: { bulkId: bulk.id } }]);
    expect(await eventsOf(same)).toEqual([]);
  });

  it('of a search is the result set of the list, save the exceptions', async () => {
    const [one, two, except] = await Promise.all([1, 2, 3].map(() => world.site({ classification: 'external_candidate', ownerId: world.id('mia') })));
    const search = { classification: 'external_candidate', owner: 'mia@example.com' };
    const bulk = await plan(world, { kind: 'record_review', change: {}, selection: { search, except: [except ?? ''] } }, 'rita');
    expect(Object.keys(await itemsOf(world, bulk.id, 'rita')).sort()).toEqual([one, two].sort());
  });

  it('that can’t be made is discarded and says why', async () => {
    const bulk = await plan(world, { kind: 'record_review', change: {}, selection: { search: { owner: 'nobody@example.com' } } }, 'ada');
    expect(bulk).toMatchObject({ state: 'discarded', problem: expect.stringContaining('nobody@example.com') as string });
    expect(bulk.actions.run).toEqual({ allowed: false, reason: 'It was discarded.' });
  });

  it.each([
    ['an unknown filter', { selection: { search: { colour: 'red' } } }, 'selection.search.colour'],
    ['no selection', { selection: {} }, 'selection.ids'],
    ['ids and a search', { selection: { ids: [uuidv7()], search: {} } }, 'selection.ids'],
    ['a change of another kind', { change: { owner: uuidv7() } }, 'change.owner'],
    ['too many tags', { change: { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) } }, 'change.tags'],
  ])('with %s is refused by its field', async (_what, wrong, path) => {
    const input = { kind: 'add_tags' as const, change: { tags: ['a'] }, reason: 'r', selection: { ids: [uuidv7()] }, ...wrong };
    const problem = await problemOf(world.run(createBulkAction, input, 'ada'));
    expect(problem.errors.map((error) => error.path)).toContain(path);
  });

  it('names people who are there', async () => {
    const problem = await problemOf(world.run(createBulkAction, { kind: 'assign_owner', change: { owner: uuidv7() }, reason: 'r', selection: { search: {} } }, 'ada'));
    expect(problem).toMatchObject({ kind: 'rule', errors: [{ path: 'change.owner', message: 'There is no person with this id.' }] });
  });
});

describe('forbidden', () => {
  it('createBulkAction: an auditor, for everything', async () => {
    const problem = await problemOf(world.run(createBulkAction, { kind: 'add_tags', change: { tags: ['a'] }, reason: 'r', selection: { search: {} } }, 'aude'));
    expect(problem.kind).toBe('forbidden');
  });

  it('runBulkAction, discardBulkAction, undoBulkAction: another’s; stopBulkAction too, save for an admin', async () => {
    const site = await world.site();
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['x'] }, selection: { ids: [site] } }, 'olga');
    for (const definition of [runBulkAction, discardBulkAction, stopBulkAction]) {
      expect((await problemOf(world.run(definition, { bulkId: bulk.id }, 'hal'))).kind, definition.name).toBe('not-found');
      expect((await problemOf(world.run(definition, { bulkId: bulk.id }, 'aude'))).kind, definition.name).toBe('forbidden');
    }
    for (const definition of [runBulkAction, discardBulkAction]) expect((await problemOf(world.run(definition, { bulkId: bulk.id }, 'ada'))).kind).toBe('forbidden');
    await carryOut(world, bulk, 'olga');
    expect((await problemOf(world.run(undoBulkAction, { bulkId: bulk.id }, 'ada'))).kind).toBe('forbidden');
    expect((await problemOf(world.run(undoBulkAction, { bulkId: bulk.id }, 'hal'))).kind).toBe('not-found');
    expect((await problemOf(world.read(getBulkAction, { bulkId: bulk.id }, 'hal'))).kind).toBe('not-found');
    expect((await problemOf(world.read(listBulkItems, { bulkId: bulk.id }, 'hal'))).kind).toBe('not-found');
    expect((await world.read(listBulkActions, {}, 'hal')).items).toEqual([]);
    expect((await world.read(listBulkActions, {}, 'aude')).items.map(({ id }) => id)).toContain(bulk.id);
  });

  it('assignOwner and askAttestation: the owner', async () => {
    const siteId = await world.site();
    expect((await problemOf(world.run(assignOwner, { siteId, owner: world.id('hal') }, 'olga'))).kind).toBe('forbidden');
    expect((await problemOf(world.run(askAttestation, { siteId }, 'olga'))).kind).toBe('forbidden');
    expect((await problemOf(world.run(assignOwner, { siteId, owner: world.id('hal') }, 'mia'))).kind).toBe('not-found');
  });
});

describe('running', () => {
  it('decides again on what is there by then, and with the rights that the actor has by then', async () => {
    const [stays, retires] = [await world.site(), await world.site()];
    const bulk = await plan(world, { kind: 'set_department', change: { department: world.departments.legal }, selection: { ids: [stays, retires] } }, 'olga');
    expect(bulk.counts.willChange).toBe(2);
    await world.superuser.query(`UPDATE site SET state = 'retired', retired_at = now(), revision = revision + 1 WHERE id = $1`, [retires]);
    await world.superuser.query(`UPDATE site SET owner_id = $2, successor_id = $3, revision = revision + 1 WHERE id = $1`, [stays, world.id('hal'), world.id('olga')]);
    await carryOut(world, bulk, 'olga');
    expect(await itemsOf(world, bulk.id, 'olga')).toEqual({
      [stays]: { state: 'refused', reason: 'Only the owner or an admin can edit this Site.' },
      [retires]: { state: 'refused', reason: expect.stringMatching(/edit this Site|retired/) as string },
    });
  });

  it('refuses the rest once the actor has left', async () => {
    const site = await world.site({ ownerId: world.id('mia') });
    const bulk = await plan(world, { kind: 'record_review', change: {}, selection: { ids: [site] } }, 'mia');
    await world.run(runBulkAction, { bulkId: bulk.id, revision: bulk.revision }, 'mia');
    await world.superuser.query(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [world.id('mia')]);
    await runNow(world, bulk.id);
    await world.superuser.query(`UPDATE person SET deactivated_at = NULL WHERE id = $1`, [world.id('mia')]);
    expect(await itemsOf(world, bulk.id, 'mia')).toEqual({ [site]: { state: 'refused', reason: 'Mia has left, so nothing more was changed.' } });
    expect((await row(site)).revision).toBe(1);
  });

  it('is begun once, however many confirm at the same time', async () => {
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['once'] }, selection: { ids: [await world.site()] } }, 'olga');
    const runs = await Promise.allSettled([1, 2, 3].map(() => world.run(runBulkAction, { bulkId: bulk.id, revision: bulk.revision }, 'olga')));
    expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([runNow(world, bulk.id), runNow(world, bulk.id), runNow(world, bulk.id)]);
    expect(await world.read(getBulkAction, { bulkId: bulk.id }, 'olga')).toMatchObject({ state: 'done', counts: { changed: 1 } });
  });

  it('needs the plan that was looked at', async () => {
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['seen'] }, selection: { ids: [await world.site()] } }, 'olga');
    expect((await problemOf(world.run(runBulkAction, { bulkId: bulk.id, revision: bulk.revision - 1 }, 'olga'))).kind).toBe('stale');
  });

  it('stops between two batches; what is done stays done', async () => {
    const sites = await Promise.all(Array.from({ length: 3 }, () => world.site()));
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['stop'] }, selection: { ids: sites } }, 'olga');
    await world.run(runBulkAction, { bulkId: bulk.id, revision: bulk.revision }, 'olga');
    const stopping = await world.run(stopBulkAction, { bulkId: bulk.id }, 'ada');
    expect(stopping.state).toBe('stopping');
    await runNow(world, bulk.id);
    const stopped = await world.read(getBulkAction, { bulkId: bulk.id }, 'olga');
    expect(stopped).toMatchObject({ state: 'stopped', counts: { changed: 0 } });
    expect(stopped.actions.undo).toEqual({ allowed: false, reason: 'It changed nothing.' });
    const events = await world.db.prisma.auditEvent.findMany({ where: { type: { startsWith: 'bulk.' }, body: { contains: bulk.id } }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([['bulk.started', world.id('olga')], ['bulk.stopped', world.id('ada')]]);
  });

  it('discards a plan, and then never runs it', async () => {
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['no'] }, selection: { ids: [await world.site()] } }, 'olga');
    await world.run(discardBulkAction, { bulkId: bulk.id }, 'olga');
    expect((await problemOf(world.run(runBulkAction, { bulkId: bulk.id }, 'olga'))).kind).toBe('conflict');
    await planNow(world, bulk.id);
    await runNow(world, bulk.id);
    expect((await world.read(getBulkAction, { bulkId: bulk.id }, 'olga')).state).toBe('discarded');
  });

  it('tells of its progress', async () => {
    const heard: { id: string; state: string; done: number; total: number }[] = [];
    const onNotification = ({ payload }: { payload?: string | undefined }) => heard.push(JSON.parse(payload ?? '') as (typeof heard)[number]);
    await world.superuser.query('LISTEN bulk_progress');
    world.superuser.on('notification', onNotification);
    const bulk = await carryOut(world, await plan(world, { kind: 'add_tags', change: { tags: ['heard'] }, selection: { ids: [await world.site(), await world.site()] } }, 'olga'), 'olga');
    await world.superuser.query('UNLISTEN bulk_progress');
    world.superuser.off('notification', onNotification);
    expect(heard.filter(({ id }) => id === bulk.id).map(({ state, done, total }) => [state, done, total])).toEqual([
      ['planned', 0, 2],
      ['running', 0, 2],
      ['running', 2, 2],
      ['done', 2, 2],
    ]);
  });

  it('leaves out the one Site that the database refuses, and does the others', async () => {
    const sites = await Promise.all(Array.from({ length: 25 }, () => world.site()));
    const bad = sites.toSorted()[12] ?? '';
    await world.superuser.query(`ALTER TABLE site ADD CONSTRAINT test_only CHECK (id <> '${bad}' OR cardinality(tags) = 0)`);
    const bulk = await carryOut(world, await plan(world, { kind: 'add_tags', change: { tags: ['most'] }, selection: { ids: sites } }, 'olga'), 'olga');
    await world.superuser.query(`ALTER TABLE site DROP CONSTRAINT test_only`);
    expect(bulk).toMatchObject({ state: 'done', counts: { changed: 24, refused: 1 } });
    expect((await itemsOf(world, bulk.id, 'olga'))[bad]).toEqual({ state: 'refused', reason: 'A rule of the record forbids this change.' });
  });
});

describe('the single commands', () => {
  it('assignOwner takes the name away from a successor who becomes the owner', async () => {
    const siteId = await world.site({ successorId: world.id('hal') });
    await world.run(assignOwner, { siteId, owner: world.id('hal') }, 'ada');
    expect(await row(siteId)).toMatchObject({ ownerId: world.id('hal'), successorId: null });
  });

  it('askAttestation brings the review forward, and a review answers it', async () => {
    const siteId = await world.site({ reviewDueAt: new Date('2027-06-01T00:00:00Z') });
    await world.run(askAttestation, { siteId }, 'rita');
    expect(await row(siteId)).toMatchObject({ attestationAskedAt: now, reviewDueAt: new Date('2026-12-05T12:00:00Z') });
    await world.run(reviewSite, { siteId }, 'olga');
    expect(await row(siteId)).toMatchObject({ attestationAskedAt: null, lastReviewedAt: now });
  });

  it('askAttestation leaves a review that is due sooner', async () => {
    const siteId = await world.site({ reviewDueAt: now });
    await world.run(askAttestation, { siteId, dueInDays: 3 }, 'rita');
    expect((await row(siteId)).reviewDueAt).toEqual(now);
  });

  it('editSite keeps tags in order, without repeats, in lower case', async () => {
    const siteId = await world.site();
    await world.run(editSite, { siteId, tags: ['Zebra', ' apple ', 'zebra'] }, 'olga');
    expect((await row(siteId)).tags).toEqual(['apple', 'zebra']);
    expect((await problemOf(world.run(editSite, { siteId, expiresAt: '2028-01-01' }, 'olga'))).errors[0]?.path).toBe('expiresAt');
    await world.run(editSite, { siteId, expiresAt: '2026-12-01' }, 'olga');
    expect((await row(siteId)).expiresAt).toEqual(new Date('2026-12-01T00:00:00Z'));
  });
});

describe('the list’s own result set', () => {
  it.each([
    ['everything of a member', {}, 'hal'],
    ['a state', { state: 'live' }, 'ada'],
    ['not a state', { state: '-live' }, 'ada'],
    ['text', { q: 'crm' }, 'rita'],
    ['a condition', { condition: 'ownerless' }, 'ada'],
  ] as const)('is what is planned: %s', async (_what, search, by) => {
    await world.site({ audience: { mode: 'workspace_all' } });
    await world.site({ ownerId: null });
    const bulk = await plan(world, { kind: 'add_tags', change: { tags: ['listed'] }, selection: { search } }, by);
    const { items, next } = await world.read(listSites, { ...search, limit: '200' }, by);
    expect(next).toBeNull();
    expect(items.length).toBeGreaterThan(0);
    expect(Object.keys(await itemsOf(world, bulk.id, by)).sort()).toEqual(items.map(({ id }) => id).sort());
  });
});
