import { addHours } from 'date-fns';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import { inTransaction } from '@/lib/db/transaction';
import { demandEnforcement } from '@/lib/enforcement/write';
import { getSite } from '@/lib/sites/get-site';
import { demandsOn, newProjectId, report, shown } from '../support/platform-feed';
import { now, problemOf, World } from '../support/world';

// A complete report is about all Sites there are, so each test has a workspace of its own.
let world: World;
beforeEach(async () => {
  world = await World.create();
  return () => world.close();
});

const hour = (hours: number): Date => addHours(now, hours);
const rowOf = (projectId: string) => world.db.prisma.site.findUniqueOrThrow({ where: { projectId } });
const seen = async (count: number): Promise<string[]> => {
  const projectIds = Array.from({ length: count }, newProjectId);
  for (const projectId of projectIds) await world.site({ projectId, platformStatus: 'active', platformUpdatedAt: now, slug: `seen-${projectId.slice(-8)}`, title: `Seen ${projectId.slice(-3)}` });
  return projectIds;
};
const listOf = (projectIds: readonly string[]) => projectIds.map((projectId) => shown({ projectId }));

describe('a complete report', () => {
  it('that leaves out a Site marks it missing, tells owner and admins once, and finds it again', async () => {
    const [stays, goes] = (await seen(2)) as [string, string];
    await world.site({ slug: 'never-seen', projectId: newProjectId() });
    await world.site({ slug: 'without-id' });

    expect(await report(world, { sites: listOf([stays]), complete: true }, hour(1))).toMatchObject({ changed: 2 });
    expect((await rowOf(goes)).missingSince).toEqual(hour(1));
    expect(await world.db.prisma.site.count({ where: { missingSince: { not: null } } })).toBe(1);
    await report(world, { sites: listOf([stays]), complete: true }, hour(2));
    const told = await world.db.prisma.notification.findMany({ where: { kind: 'alert' }, select: { personId: true, title: true } });
    const title = `The platform no longer shows “Seen ${goes.slice(-3)}”`;
    expect(told.map(({ personId }) => personId).sort()).toEqual([world.id('ada'), world.id('abe'), world.id('olga')].sort());
    expect(new Set(told.map((each) => each.title))).toEqual(new Set([title]));
    expect((await world.read(getSite, { siteId: (await rowOf(goes)).id }, 'olga')).record).toMatchObject({ missingSince: hour(1).toISOString() });

    await report(world, { sites: listOf([goes]), reportedAt: hour(0.5).toISOString() }, hour(3));
    expect((await rowOf(goes)).missingSince).not.toBeNull();
    await report(world, { sites: listOf([goes]) }, hour(3));
    expect((await rowOf(goes)).missingSince).toBeNull();
    const types = await world.db.prisma.auditEvent.findMany({ where: { siteId: (await rowOf(goes)).id }, orderBy: { seq: 'asc' }, select: { type: true } });
    expect(types.map(({ type }) => type).filter((type) => type !== 'site.observed')).toEqual(['site.missing', 'site.found_again']);
  });

  it('without that word marks nothing', async () => {
    const [stays] = await seen(2);
    await report(world, { sites: listOf([stays ?? '']) }, hour(1));
    expect(await world.db.prisma.site.count({ where: { missingSince: { not: null } } })).toBe(0);
  });

  it('that is empty, or leaves out too many, is refused unless somebody insists', async () => {
    const all = await seen(12);
    for (const sites of [[], listOf(all.slice(0, 1))]) {
      const refused = await problemOf(report(world, { sites, complete: true }, hour(1)));
      expect(refused.errors).toMatchObject([{ path: 'evenIfMany' }]);
    }
    expect(await world.db.prisma.site.count({ where: { missingSince: { not: null } } })).toBe(0);
    expect(await world.db.prisma.auditEvent.count()).toBe(0);
    await report(world, { sites: [], complete: true, evenIfMany: true }, hour(1));
    expect(await world.db.prisma.site.count({ where: { missingSince: { not: null } } })).toBe(12);
    const mine = await world.db.prisma.notification.findMany({ where: { personId: world.id('ada') } });
    expect(mine.map(({ title }) => title)).toEqual(['The platform no longer shows 12 Sites']);
  });

  it('counts a Site that stands in it and can’t be read; one without an id is no complete report', async () => {
    const [one, other] = (await seen(2)) as [string, string];
    await report(world, { sites: [...listOf([one]), { id: other, status: 7 }], complete: true }, hour(1));
    expect(await world.db.prisma.site.count({ where: { missingSince: { not: null } } })).toBe(0);
    for (const sites of [[{ title: 'Nameless' }], undefined]) {
      const refused = await problemOf(report(world, { ...(sites && { sites }), complete: true, evenIfMany: true }, hour(1)));
      expect(refused.errors).toMatchObject([{ path: 'complete' }]);
    }
  });

  it('that is older than what is known of a Site can’t miss it, and none comes from the future', async () => {
    const [one] = await seen(1);
    await report(world, { sites: listOf([one ?? '']) }, hour(2));
    await report(world, { sites: [], complete: true, reportedAt: hour(-1).toISOString() }, hour(3));
    expect((await rowOf(one ?? '')).missingSince).toBeNull();
    expect((await problemOf(report(world, { sites: [], reportedAt: hour(9).toISOString() }, hour(3)))).errors).toMatchObject([{ path: 'reportedAt' }]);
  });

  it('confirms a deletion instead, and reopens it when the Site is there after all', async () => {
    const [one] = (await seen(1)) as [string];
    const { id: siteId } = await rowOf(one);
    await inTransaction(world.db, (tx) => demandEnforcement(tx, [{ siteId, wish: { aspect: 'existence', exists: false } }], { by: 'Ada', now, settings: defaultSettings }));
    await report(world, { sites: [], complete: true }, hour(1));
    expect((await rowOf(one)).missingSince).toBeNull();
    expect(await demandsOn(world, siteId)).toMatchObject({ existence: { state: 'confirmed', proof: 'feed' } });
    await report(world, { sites: listOf([one]) }, hour(2));
    expect(await demandsOn(world, siteId)).toMatchObject({ existence: { state: 'requested', reopened: 1 } });
  });
});

describe('a Site that nobody registered', () => {
  it('arrives in quarantine, owner-only, with an owner guessed from the address', async () => {
    const projectId = newProjectId();
    await report(world, { sites: [shown({ projectId, owner: '', label: 'hal' })] });
    expect(await rowOf(projectId)).toMatchObject({ quarantinedAt: now, quarantineReason: 'unregistered', guessedOwnerId: world.id('hal'), ownerId: null, audience: 'admins_only', drift: 'wider' });
    const { id } = await rowOf(projectId);
    const events = await world.db.prisma.auditEvent.findMany({ where: { siteId: id }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['site.created', 'site.quarantined']);
    const told = await world.db.prisma.notification.findMany({ select: { personId: true, title: true } });
    expect(told.map(({ personId }) => personId).sort()).toEqual([world.id('ada'), world.id('abe')].sort());
    expect(await demandsOn(world, id)).toEqual({});
  });

  it('whose owner the report names belongs to them, and is to be confirmed all the same', async () => {
    const projectId = newProjectId();
    await report(world, { sites: [shown({ projectId, owner: 'mia@example.com', label: 'hal' })] });
    expect(await rowOf(projectId)).toMatchObject({ quarantineReason: 'unregistered', ownerId: world.id('mia'), guessedOwnerId: world.id('mia') });
  });
});

describe('a Site that the platform suspends', () => {
  it('is disabled here with its reason and way back; reinstated, it waits for somebody', async () => {
    const [one] = (await seen(1)) as [string];
    await report(world, { sites: [shown({ projectId: one, status: 'suspended' })] }, hour(1));
    expect(await rowOf(one)).toMatchObject({ state: 'disabled', disabledReason: 'platform_action', disabledFrom: 'live', disabledAt: hour(1), disabledNote: 'The platform reports “suspended”.' });
    await report(world, { sites: [shown({ projectId: one })] }, hour(2));
    expect(await rowOf(one)).toMatchObject({ state: 'disabled', platformStatus: 'active' });
    const told = await world.db.prisma.notification.findMany({ select: { personId: true } });
    expect(told).toHaveLength(3);
  });
});
