import { addHours } from 'date-fns';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observedModes, type ObservedMode } from '@/lib/domain/audience';
import { enforcementWishSchema } from '@/lib/domain/enforcement';
import { provedBy } from '@/lib/domain/enforcement-proof';
import { settleEnforcement } from '@/lib/enforcement/commands/settle-enforcement';
import { assignOwner } from '@/lib/sites/commands/assign-owner';
import { disableSite } from '@/lib/sites/commands/disable-site';
import { enableSite } from '@/lib/sites/commands/enable-site';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { demandsOn, newProjectId, report, shown } from '../support/platform-feed';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const hour = (hours: number): Date => addHours(now, hours);
/** A live Site that the platform shows to the whole workspace, approved so. */
async function liveSite(): Promise<{ siteId: string; projectId: string }> {
  const projectId = newProjectId();
  return { projectId, siteId: await world.site({ projectId, audience: { mode: 'workspace_all' } }) };
}
const disable = (siteId: string, at = now) => world.run(disableSite, { siteId, reason: 'project_completed' }, 'ada', { now: at });
const confirm = async (siteId: string, at: Date) => {
  const { availability } = await demandsOn(world, siteId);
  return world.run(settleEnforcement, { items: [{ id: availability?.id ?? '', revision: availability?.revision ?? 0 }], outcome: 'done', note: 'Suspended.' }, 'ada', { now: at });
};
const alerts = (personId: string) => world.db.prisma.notification.findMany({ where: { personId, kind: 'alert' }, orderBy: { createdAt: 'asc' } });

describe('a report', () => {
  it('leaves a task open that it doesn’t show done, and closes each that it does', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId);
    await world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, 'ada');
    await world.run(assignOwner, { siteId, owner: world.id('mia') }, 'ada');

    expect((await report(world, { sites: [shown({ projectId })] }, hour(1))).enforcement).toEqual({ confirmed: 0, reopened: 0 });
    const preview = await report(world, { sites: [shown({ projectId, mode: 'admins_only', owner: 'mia@example.com' })], apply: false }, hour(2));
    expect(preview.enforcement).toEqual({ confirmed: 3, reopened: 0 });
    expect(Object.values(await demandsOn(world, siteId)).map(({ state }) => state)).toEqual(['requested', 'requested', 'requested']);

    await report(world, { sites: [shown({ projectId, mode: 'admins_only', owner: 'mia@example.com' })] }, hour(2));
    for (const demand of Object.values(await demandsOn(world, siteId))) expect(demand).toMatchObject({ state: 'confirmed', proof: 'feed', settledAt: hour(2) });
  });

  it('brings back what somebody confirmed and it shows undone, and tells the admins once', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId);
    await confirm(siteId, hour(1));
    const before = (await alerts(world.id('ada'))).length;
    const feed = { sites: [shown({ projectId })] };
    expect((await report(world, feed, hour(2))).enforcement).toEqual({ confirmed: 0, reopened: 1 });
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested', proof: null, reopened: 1, requestedAt: hour(2) } });
    // The same report once more finds nothing new.
    expect((await report(world, feed, hour(3))).enforcement).toEqual({ confirmed: 0, reopened: 0 });
    const told = await alerts(world.id('ada'));
    expect(told).toHaveLength(before + 1);
    expect(told.at(-1)).toMatchObject({ title: 'A confirmed decision about “CRM Notes” no longer holds on the platform', content: { action: { href: '/lifecycle/enforcement' } } });
    expect(await alerts(world.id('olga'))).toEqual([]);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId, type: 'enforcement.reopened' } })).toBe(1);
  });

  it('that is older than what is known overrules nothing', async () => {
    const { siteId, projectId } = await liveSite();
    await report(world, { sites: [shown({ projectId, revision: 5 })] });
    await disable(siteId, hour(1));
    await report(world, { sites: [shown({ projectId, revision: 7, mode: 'admins_only' })] }, hour(2));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'confirmed' } });
    // By the platform’s own revision, and by when it was asked.
    await report(world, { sites: [shown({ projectId, revision: 5 })] }, hour(3));
    await report(world, { sites: [shown({ projectId })], reportedAt: hour(1.5).toISOString() }, hour(3));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'confirmed', reopened: 0 } });
    await report(world, { sites: [shown({ projectId, revision: 8 })] }, hour(4));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested', reopened: 1 } });
  });

  it('that was made before a decision can’t confirm it', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId, hour(2));
    await report(world, { sites: [shown({ projectId, mode: 'admins_only' })], reportedAt: hour(1).toISOString() }, hour(3));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested' } });
  });

  it('says nothing of a demand that a newer decision has replaced', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId);
    await report(world, { sites: [shown({ projectId, status: 'suspended' })] }, hour(1));
    await world.run(enableSite, { siteId }, 'ada', { now: hour(2) });
    // Still suspended: that is the task, not news; the Site stays open here.
    await report(world, { sites: [shown({ projectId, status: 'suspended' })] }, hour(3));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'requested', wanted: { open: true } } });
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ state: 'live' });
    await report(world, { sites: [shown({ projectId })] }, hour(4));
    expect(await demandsOn(world, siteId)).toMatchObject({ availability: { state: 'confirmed' } });
    // And suspended once more, by nobody here.
    await report(world, { sites: [shown({ projectId, status: 'suspended' })] }, hour(5));
    expect(await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId } })).toMatchObject({ state: 'disabled', disabledReason: 'platform_action', disabledFrom: 'live' });
    expect(await demandsOn(world, siteId)).toEqual({});
    expect((await alerts(world.id('olga'))).map(({ title }) => title)).toContain('The platform has suspended “CRM Notes”');
  });

  it('is the same whether two send it at once or one sends it twice', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId);
    const feed = { sites: [shown({ projectId, status: 'suspended' })] };
    const both = await Promise.all([report(world, feed, hour(1)), report(world, feed, hour(1))]);
    expect(both.map(({ enforcement }) => enforcement?.confirmed).sort()).toEqual([0, 1]);
    expect(await world.db.prisma.auditEvent.count({ where: { siteId, type: 'enforcement.confirmed' } })).toBe(1);
  });

  it('and a decision at the same time end with the decision’s demand in force', async () => {
    const { siteId, projectId } = await liveSite();
    await disable(siteId);
    await Promise.all([report(world, { sites: [shown({ projectId, status: 'suspended' })] }, hour(1)), world.run(enableSite, { siteId }, 'ada', { now: hour(1) })]);
    const demands = await demandsOn(world, siteId);
    expect(demands).toMatchObject({ availability: { state: 'requested', wanted: { open: true } } });
  });
});

describe('whatever is decided and reported', () => {
  type Step = { do: 'disable' | 'enable' | 'narrow' | 'assign' | 'confirm' } | { do: 'report'; mode: ObservedMode; status: string; owner: 'olga' | 'mia'; late: boolean };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom<Step>({ do: 'disable' }, { do: 'enable' }, { do: 'narrow' }, { do: 'assign' }, { do: 'confirm' }),
    fc.record({ do: fc.constant('report' as const), mode: fc.constantFrom(...observedModes), status: fc.constantFrom('active', 'suspended'), owner: fc.constantFrom('olga' as const, 'mia' as const), late: fc.boolean() }),
  );

  it('one demand of each aspect is in force, and none is confirmed that the latest report disproves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const { siteId, projectId } = await liveSite();
        let latest: { at: Date; mode: ObservedMode; status: string; owner: string } | null = null;
        for (const [index, each] of steps.entries()) {
          const at = hour(index + 1);
          if (each.do === 'report') {
            // A late one was made before all that is known, and its revision says so.
            const told = { mode: each.mode, status: each.status, owner: `${each.owner}@example.com` };
            if (each.late && latest === null) continue;
            await report(world, { sites: [shown({ projectId, revision: each.late ? 0 : index + 1, ...told })], reportedAt: (each.late ? now : at).toISOString() }, at);
            if (!each.late) latest = { at, ...told };
          } else {
            await decide(each.do, siteId, at);
          }
          await expectHonest(siteId, latest);
        }
      }),
      { numRuns: 20 },
    );
  }, 180_000);

  /** What the state of the Site forbids is refused, and changes nothing. */
  async function decide(what: Exclude<Step['do'], 'report'>, siteId: string, at: Date): Promise<void> {
    const attempt = {
      disable: () => disable(siteId, at),
      enable: () => world.run(enableSite, { siteId }, 'ada', { now: at }),
      narrow: () => world.run(narrowSite, { siteId, audience: { mode: 'admins_only' } }, 'ada', { now: at }),
      assign: () => world.run(assignOwner, { siteId, owner: world.id('mia') }, 'ada', { now: at }),
      confirm: () => confirm(siteId, at),
    }[what];
    await attempt().catch(() => undefined);
  }

  async function expectHonest(siteId: string, latest: { at: Date; mode: ObservedMode; status: string; owner: string } | null): Promise<void> {
    const site = await world.db.prisma.site.findUniqueOrThrow({ where: { id: siteId }, include: { owner: true, enforcements: true } });
    const inForce = site.enforcements.filter(({ state }) => state !== 'superseded');
    expect(new Set(inForce.map(({ aspect }) => aspect)).size).toBe(inForce.length);
    if (latest === null) return;
    const { mode, owner, status, at } = latest;
    for (const { state, wanted, settledAt } of inForce) {
      if (state !== 'confirmed' || settledAt === null || settledAt > at) continue;
      const access = { mode, emails: [owner], groups: [], externalVisitors: 0 };
      const found = provedBy(enforcementWishSchema.parse(wanted), { access, owner, status, isShown: true }, { owner: site.owner?.email ?? null, audience: site.audience, isClosed: site.state === 'disabled' });
      expect(found, JSON.stringify({ wanted, latest })).not.toBe('disproves');
    }
  }
});
