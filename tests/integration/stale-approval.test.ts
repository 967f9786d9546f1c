import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { decideRequest } from '@/lib/requests/commands/decide-request';
import { requestWidening } from '@/lib/requests/commands/request-widening';
import { getRequest } from '@/lib/requests/get-request';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { editSite } from '@/lib/sites/commands/edit-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { renewSite } from '@/lib/sites/commands/renew-site';
import { problemOf, World } from '../support/world';

let world: World;
let siteId: string;
let requestId: string;
/** The revision that the reviewer saw. */
let seen: number;

beforeAll(async () => {
  world = await World.create(4);
});
afterAll(() => world.close());
beforeEach(async () => {
  siteId = await world.site({ audience: { mode: 'custom', people: [world.id('hal')], groups: [world.groups.team] } });
  const asked = await world.run(requestWidening, { siteId, audience: { mode: 'custom', people: [world.id('hal'), world.id('mia')], groups: [world.groups.team] }, reason: 'Mia helps.' }, 'olga');
  requestId = asked.id;
  seen = (await world.read(getRequest, { requestId }, 'rita')).revision;
});

const approve = (revision: number) => world.run(decideRequest, { requestId, decision: 'approve', revision }, 'rita');

async function audienceNow(): Promise<string[]> {
  const rows = await world.db.prisma.siteAudiencePerson.findMany({ where: { siteId }, include: { person: true } });
  return rows.map(({ person }) => person.name).sort();
}

const changes = {
  'was renewed': () => world.run(renewSite, { siteId, expiresAt: '2027-05-01', reason: 'In use.' }, 'olga'),
  'was edited': () => world.run(editSite, { siteId, purpose: 'Another purpose', dataSources: [{ key: 'wiki' }] }, 'olga'),
  'was narrowed': () => world.run(narrowSite, { siteId, audience: { mode: 'custom', groups: [world.groups.team] } }, 'olga'),
};
const said = { 'was renewed': 'Olga renewed the Site (expiresAt)', 'was edited': 'Olga edited the record (dataSources, purpose)', 'was narrowed': 'Olga narrowed the audience (audience)' };

describe('an approval', () => {
  it.each(Object.keys(changes) as (keyof typeof changes)[])('is refused after the Site %s, says what changed, and works once it was looked at again', async (what) => {
    await changes[what]();
    const before = await audienceNow();

    const problem = await problemOf(approve(seen));
    expect(problem).toMatchObject({ kind: 'stale', details: { currentRevision: seen + 1, changedSince: [said[what]] } });
    expect(problem.message).toContain(said[what]);
    expect(await audienceNow()).toEqual(before);
    expect(await world.db.prisma.decision.count({ where: { requestId } })).toBe(0);

    const again = await world.read(getRequest, { requestId }, 'rita');
    expect(again.revision).toBe(seen + 1);
    expect(await approve(again.revision)).toMatchObject({ state: 'approved' });
    expect(await audienceNow()).toEqual(['Hal', 'Mia']);
  });

  it('is refused after several changes, and names each', async () => {
    await changes['was renewed']();
    await changes['was edited']();
    expect(await problemOf(approve(seen))).toMatchObject({ kind: 'stale', details: { currentRevision: seen + 2, changedSince: [said['was edited'], said['was renewed']] } });
    expect(await problemOf(approve(seen + 1))).toMatchObject({ kind: 'stale', details: { changedSince: [said['was edited']] } });
  });

  it('is refused for a revision that never was', async () => {
    expect(await problemOf(approve(seen + 1))).toMatchObject({ kind: 'stale', details: { changedSince: [] } });
  });

  it('counts for the proposal that was seen, not for a revised one', async () => {
    await world.run(decideRequest, { requestId, decision: 'ask_changes', revision: seen, note: 'Leave Mia out.' }, 'rob');
    expect(await problemOf(approve(seen))).toMatchObject({ kind: 'conflict', details: { state: 'changes_requested' } });
    const revised = await world.run(requestWidening, { siteId, audience: { mode: 'workspace_all' }, reason: 'Everybody then.' }, 'olga');
    expect(revised).toMatchObject({ id: requestId, state: 'pending' });
    expect(await problemOf(approve(seen))).toMatchObject({ kind: 'stale', details: { changedSince: ['Olga revised the request (audience)'] } });
    expect(await approve(revised.revision)).toMatchObject({ state: 'approved', decisions: [{ decision: 'ask_changes', requestRevision: seen }, { decision: 'approve', requestRevision: revised.revision }] });
  });

  it('does not open a Site that was closed meanwhile', async () => {
    await world.run(disableSite, { siteId, reason: 'inactive' }, 'olga');
    expect(await problemOf(approve(seen))).toMatchObject({ kind: 'stale' });
    expect(await problemOf(approve(seen + 1))).toMatchObject({ kind: 'conflict', details: { state: 'disabled' } });
  });

  it('does not let in somebody who left meanwhile', async () => {
    const { id: leaver } = await world.db.prisma.person.create({ data: { email: `${siteId}@example.com`, name: 'Lea Ver' } });
    const other = await world.site();
    const asked = await world.run(requestWidening, { siteId: other, audience: { mode: 'custom', people: [leaver] }, reason: 'Lea helps.' }, 'olga');
    await world.run(deactivatePerson, { personId: leaver, reason: 'Left.' }, 'ada');
    const problem = await problemOf(world.run(decideRequest, { requestId: asked.id, decision: 'approve', revision: asked.revision }, 'rita'));
    expect(problem).toMatchObject({ kind: 'conflict', message: expect.stringContaining('Lea Ver left') as string });
  });
});
