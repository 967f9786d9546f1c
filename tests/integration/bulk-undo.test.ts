import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoBulkAction } from '@/lib/bulk/commands/undo-bulk-action';
import { editSite } from '@/lib/sites/commands/edit-site';
import { carryOut, itemsOf, plan, planNow, undo } from '../support/bulk-actions';
import { now, problemOf, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const row = (id: string) => world.db.prisma.site.findUniqueOrThrow({ where: { id } });

async function lastEvent(siteId: string): Promise<{ data: object } | null> {
  const event = await world.db.prisma.auditEvent.findFirst({ where: { siteId }, orderBy: { seq: 'desc' } });
  return event === null ? null : (JSON.parse(event.body) as { data: object });
}

describe('undoing', () => {
  it.each([
    ['assign_owner', () => ({ owner: world.id('hal') }), {}],
    ['assign_owner', () => ({ owner: world.id('hal') }), { ownerId: null }],
    ['name_successor', () => ({ successor: world.id('hal') }), {}],
    ['set_department', () => ({ department: world.departments.legal }), { departmentId: null }],
    ['set_classification', () => ({ classification: 'external_candidate' as const }), { expiresAt: new Date('2027-06-01T00:00:00Z') }],
    ['set_expiry', () => ({ expiresAt: '2026-12-01' }), {}],
    ['set_expiry', () => ({ expiresAt: '2027-06-01' }), {}],
    ['add_tags', () => ({ tags: ['b'] }), { tags: ['a'] }],
    ['remove_tags', () => ({ tags: ['a'] }), { tags: ['a', 'b'] }],
    ['disable', () => ({ reason: 'security_incident' as const }), {}],
  ] as const)('%s puts back what was there', async (kind, change, columns) => {
    const site = await world.site('tags' in columns ? { tags: [...columns.tags] } : columns);
    const before = await row(site);
    const done = await carryOut(world, await plan(world, { kind, change: change(), selection: { ids: [site] } }, 'ada'), 'ada');
    expect(done.counts.changed).toBe(1);
    const undone = await undo(world, done.id, 'ada');
    expect(undone).toMatchObject({ kind: 'undo', state: 'done', undoOf: done.id, words: `Undo: ${done.words}`, counts: { changed: 1 } });
    expect(await row(site)).toEqual({ ...before, revision: 3, updatedAt: now });
    expect((await lastEvent(site))?.data).toMatchObject({ bulkId: undone.id, undoes: done.id });
    expect((await problemOf(world.run(undoBulkAction, { bulkId: done.id }, 'ada'))).message).toBe('It has been undone already, or an undo is prepared.');
  });

  it('leaves alone what changed since', async () => {
    const [still, moved] = [await world.site(), await world.site()];
    const done = await carryOut(world, await plan(world, { kind: 'set_department', change: { department: world.departments.legal }, selection: { ids: [still, moved] } }, 'olga'), 'olga');
    await world.run(editSite, { siteId: moved, purpose: 'Something new' }, 'olga');
    const undone = await undo(world, done.id, 'olga');
    expect(await itemsOf(world, undone.id, 'olga')).toEqual({
      [still]: { state: 'changed', reason: null },
      [moved]: { state: 'refused', reason: 'This Site changed since. What it is now stays.' },
    });
    expect((await row(moved)).departmentId).toBe(world.departments.legal);
  });

  it('an owner can’t open again what was closed for security', async () => {
    const site = await world.site();
    const done = await carryOut(world, await plan(world, { kind: 'disable', change: { reason: 'security_incident' }, selection: { ids: [site] } }, 'olga'), 'olga');
    const { id } = await world.run(undoBulkAction, { bulkId: done.id }, 'olga');
    await planNow(world, id);
    expect((await itemsOf(world, id, 'olga'))[site]).toMatchObject({ state: 'will_refuse', reason: expect.stringContaining('security reason') as string });
  });

  it.each([
    ['narrow', { audience: { mode: 'admins_only' as const } }, 'Letting people back in is a widening'],
    ['record_review', {}, 'stays in the history'],
    ['ask_attestation', {}, 'have been asked'],
  ] as const)('%s can’t be, and says why', async (kind, change, reason) => {
    const site = await world.site({ audience: { mode: 'workspace_all' } });
    const done = await carryOut(world, await plan(world, { kind, change, selection: { ids: [site] } }, 'ada'), 'ada');
    expect(done.counts.changed).toBe(1);
    expect((await problemOf(world.run(undoBulkAction, { bulkId: done.id }, 'ada'))).message).toContain(reason);
  });
});
