import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handOverSites } from '@/lib/departures/hand-over-sites';
import { previewDeparture, type DeparturePreview } from '@/lib/departures/preview-departure';
import { deactivatePerson } from '@/lib/people/commands/deactivate-person';
import { now, World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const signal = new AbortController().signal;
const people = 5;
const who = fc.integer({ min: 0, max: people - 1 });
const workspace = fc.record({
  managers: fc.array(fc.option(who), { minLength: people, maxLength: people }),
  departments: fc.array(fc.record({ lead: fc.option(who) }), { minLength: 2, maxLength: 2 }),
  homes: fc.array(fc.option(fc.integer({ min: 0, max: 1 })), { minLength: people, maxLength: people }),
  sites: fc.array(
    fc.record({ owner: who, successor: fc.option(fc.record({ person: who, accepted: fc.boolean() })), department: fc.option(fc.integer({ min: 0, max: 1 })), state: fc.constantFrom('draft', 'live', 'disabled', 'retiring', 'retired') }),
    { minLength: 1, maxLength: 12 },
  ),
  leaving: fc.uniqueArray(who, { minLength: 1, maxLength: people - 1 }),
  atOnce: fc.boolean(),
});
type Workspace = typeof workspace extends fc.Arbitrary<infer Value> ? Value : never;

async function build({ managers, departments, homes, sites }: Workspace) {
  const ids = managers.map(() => uuidv7());
  const idOf = (at: number | null): string | null => (at === null ? null : (ids[at] ?? null));
  const homeIds = departments.map(() => uuidv7());
  await world.db.prisma.person.createMany({ data: ids.map((id, at) => ({ id, name: `Person ${at}`, email: `${id}@example.com` })) });
  await world.db.prisma.department.createMany({ data: departments.map(({ lead }, at) => ({ id: homeIds[at] ?? '', name: `Department ${homeIds[at] ?? at}`, leadId: idOf(lead) })) });
  for (const [at, id] of ids.entries()) {
    const home = homes[at] ?? null;
    await world.db.prisma.person.update({ where: { id }, data: { managerId: idOf(managers[at] ?? null), departmentId: home === null ? null : (homeIds[home] ?? null) } });
  }
  const siteIds: string[] = [];
  for (const { owner, successor, department, state } of sites) {
    const ownerId = idOf(owner) ?? '';
    const named = successor === null || successor.person === owner ? null : successor;
    siteIds.push(
      await world.site({
        ownerId,
        state,
        departmentId: department === null ? null : (homeIds[department] ?? null),
        successorId: idOf(named?.person ?? null),
        successorAcceptedAt: named?.accepted === true ? now : null,
        ...(state === 'disabled' ? { disabledAt: now, disabledReason: 'expired' as const, disabledFrom: 'live' as const } : {}),
        ...(state === 'retired' ? { retiredAt: now } : {}),
      }),
    );
  }
  return { ids, siteIds };
}

const handOver = (personId: string) => handOverSites(world.db, personId, { signal, clock: () => now });

it('whoever leaves in whatever order: each Site ends with somebody who is there or in quarantine, moved once for each departure, and the preview had said so', () =>
  fc.assert(
    fc.asyncProperty(workspace, async (given) => {
      const { ids, siteIds } = await build(given);
      const leaving = given.leaving.map((at) => ids[at] ?? '');
      const previews = new Map<string, DeparturePreview>();
      for (const personId of leaving) {
        if (!given.atOnce) previews.set(personId, await world.read(previewDeparture, { personId }, 'ada'));
        await world.run(deactivatePerson, { personId, reason: 'Moves on.' }, 'ada');
        if (!given.atOnce) await Promise.all([handOver(personId), handOver(personId)]);
      }
      if (given.atOnce) for (let round = 0; round < 2; round += 1) await Promise.all(leaving.map(handOver));

      const sites = await world.db.prisma.site.findMany({ where: { id: { in: siteIds } }, include: { owner: true, successor: true } });
      for (const { state, owner, successor, quarantinedAt, audience } of sites) {
        if (state === 'retired') continue;
        expect((owner?.deactivatedAt === null) !== (quarantinedAt !== null)).toBe(true);
        if (quarantinedAt !== null) expect(audience).toBe('admins_only');
        expect(successor?.deactivatedAt ?? null).toBeNull();
      }
      // One owner after the other, without a gap, and nobody gives the same Site away twice.
      const events = await world.db.prisma.auditEvent.findMany({ where: { siteId: { in: siteIds }, type: { in: ['site.handed_over', 'site.quarantined'] } }, orderBy: { seq: 'asc' } });
      for (const [at, siteId] of siteIds.entries()) {
        const mine = events.filter((event) => event.siteId === siteId).map(({ type, body }) => ({ type, changes: (JSON.parse(body) as { changes: { owner?: { before: { id: string }; after: { id: string } } } }).changes }));
        const passed = mine.flatMap(({ changes }) => changes.owner ?? []);
        expect(passed.map(({ before }) => before.id)).toEqual([ids[given.sites[at]?.owner ?? 0], ...passed.map(({ after }) => after.id)].slice(0, passed.length));
        expect(new Set(passed.map(({ before }) => before.id)).size).toBe(passed.length);
        expect(mine.filter(({ type }) => type === 'site.quarantined').length).toBe(sites.find(({ id }) => id === siteId)?.quarantinedAt == null ? 0 : 1);
      }
      // One message for each handover, to who received it.
      const handovers = await world.db.prisma.handover.findMany({ where: { fromId: { in: leaving } } });
      const notices = await world.db.prisma.notification.findMany({ where: { personId: { in: ids }, kind: 'handover' } });
      expect(notices.map(({ personId, occasion }) => `${occasion} ${personId}`).sort()).toEqual(handovers.map(({ id, toId }) => `handover ${id} ${toId}`).sort());
      expect(new Set(handovers.map(({ fromId, toId }) => `${fromId} ${toId}`)).size).toBe(handovers.length);
      for (const [personId, { receivers, quarantined }] of previews) {
        const moved = events.map(({ body }) => JSON.parse(body) as { type: string; changes: { owner?: { before: { id: string }; after: { id: string } } }; data: { why?: string } }).filter(({ changes }) => changes.owner?.before.id === personId);
        for (const { to, why, sites: expected } of receivers) expect(moved.filter(({ changes, data }) => changes.owner?.after.id === to.id && data.why === why)).toHaveLength(expected);
        expect(moved).toHaveLength(receivers.reduce((sum, each) => sum + each.sites, 0));
        expect(sites.filter(({ ownerId, quarantinedAt }) => ownerId === personId && quarantinedAt !== null)).toHaveLength(quarantined);
      }
    }),
    { numRuns: 20 },
  ), 120_000);
