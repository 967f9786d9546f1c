import { addDays } from 'date-fns';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Audience } from '@/lib/domain/audience';
import { defaultSettings } from '@/lib/domain/settings';
import { audienceOf } from '@/lib/domain/site-decisions';
import { inTransaction } from '@/lib/db/transaction';
import { ProblemError } from '@/lib/gate/problem';
import { resolveAudience } from '@/lib/people/resolve-audience';
import { narrowSite } from '@/lib/sites/commands/narrow-site';
import { lockSite } from '@/lib/sites/load-site';
import { updateSite } from '@/lib/sites/write';
import { startTerm } from '@/lib/terms/start-term';
import { sweepAt } from '../support/widenings';
import { now, World } from '../support/world';

/*
 * Widenings, narrowings and departures in any order, swept at any distance, against what was approved, written apart from
 * the rules: somebody may open the Site only by an approval that has not ended, and that was given after they were last
 * taken out. Where nobody was taken out and each widening adds to the one before, exactly those may.
 */
let world: World;
/** A workspace of six, of whom two make up a group inside another. */
const people = Array.from({ length: 6 }, () => uuidv7());
const [inner, outer] = [uuidv7(), uuidv7()];
beforeAll(async () => {
  world = await World.create(3);
  await world.db.prisma.person.createMany({ data: people.map((id, index) => ({ id, name: `Person ${index}`, email: `person${index}@example.com` })) });
  await world.db.prisma.group.createMany({ data: [{ id: inner, name: 'Inner' }, { id: outer, name: 'Outer' }] });
  await world.db.prisma.groupMember.createMany({ data: [{ groupId: inner, personId: people[0] ?? '' }, { groupId: outer, personId: people[1] ?? '' }] });
  await world.db.prisma.groupNesting.create({ data: { parentId: outer, childId: inner } });
});
afterAll(() => world.close());

/** An approval: whom it lets in, from when, until when (0: for good), as days. */
type Grant = { people: ReadonlySet<string>; from: number; until: number };
type Walk = { siteId: string; day: number; grants: Grant[]; takenOut: Map<string, number>; isMonotone: boolean };

const settings = { ...defaultSettings, quietWeekdays: [] };
const at = (days: number): Date => addDays(now, days);

async function letIn(siteId: string): Promise<ReadonlySet<string>> {
  const site = await inTransaction(world.db, (tx) => lockSite(tx, siteId, world.as.ada));
  if (site === null) throw new Error('the Site is gone');
  return (await resolveAudience(world.db.prisma, audienceOf(site.site), null)).peopleNow;
}

/** As an approval does it. */
async function grant(walk: Walk, asked: Audience, { days, adds }: { days: number; adds: boolean }): Promise<void> {
  const { siteId, day } = walk;
  await inTransaction(world.db, async (tx) => {
    const loaded = await lockSite(tx, siteId, world.as.rita);
    if (loaded === null) throw new Error('the Site is gone');
    const { site } = loaded;
    const audience = walk.isMonotone || adds ? added(audienceOf(site), asked) : asked;
    const until = days === 0 ? null : at(day + days);
    const request = await tx.request.create({ data: { siteId, kind: 'widening', state: 'approved', requesterId: world.id('olga'), reason: 'r', proposal: {}, before: {}, decidedAt: at(day) } });
    await updateSite(tx, site, { audience }, { now: at(day), actor: world.as.rita });
    await startTerm(tx, site, { requestId: request.id, until }, { now: at(day), settings });
  });
  walk.grants.push({ people: await letIn(siteId), from: day, until: days === 0 ? Infinity : day + days });
}

function added(today: Audience, asked: Audience): Audience {
  if (today.mode === 'workspace_all' || asked.mode !== 'custom') return today.mode === 'workspace_all' ? today : asked;
  return { mode: 'custom', people: [...new Set([...today.people, ...asked.people])], groups: [...new Set([...today.groups, ...asked.groups])] };
}

/** By hand, to some of those who are let in today. */
async function narrow(walk: Walk, keeps: { people: readonly string[]; groups: boolean }): Promise<void> {
  if (walk.isMonotone) return;
  const { siteId, day } = walk;
  const before = await letIn(siteId);
  const { site } = (await inTransaction(world.db, (tx) => lockSite(tx, siteId, world.as.ada))) ?? {};
  const audience = { people: [...before].filter((id) => keeps.people.includes(id)), groups: keeps.groups ? (site?.audience.groups.map(({ id }) => id) ?? []) : [] };
  const isOpen = audience.people.length + audience.groups.length > 0;
  await world.run(narrowSite, { siteId, audience: isOpen ? { mode: 'custom', ...audience } : { mode: 'admins_only' } }, 'olga', { now: at(day) }).catch((error: unknown) => {
    // It is that already.
    if (!(error instanceof ProblemError) || error.kind !== 'rule') throw error;
  });
  const after = await letIn(siteId);
  for (const id of before) if (!after.has(id)) walk.takenOut.set(id, day);
}

async function sweep(walk: Walk, days: number): Promise<void> {
  walk.day += days;
  await sweepAt(world, at(walk.day), settings);
  const may = walk.grants.filter(({ until }) => until > walk.day);
  const opens = await letIn(walk.siteId);
  for (const id of opens) expect(may.some(({ people, from }) => people.has(id) && from >= (walk.takenOut.get(id) ?? 0)), `${id} on day ${walk.day}`).toBe(true);
  if (walk.isMonotone) expect(opens).toEqual(new Set(may.flatMap(({ people }) => [...people])));
  const standing = await world.db.prisma.audienceTerm.count({ where: { siteId: walk.siteId, state: { in: ['active', 'suspended'] }, endsAt: { lte: at(walk.day) } } });
  expect(standing).toBe(0);
}

const audiences: fc.Arbitrary<Audience> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Audience>({ mode: 'workspace_all', people: [], groups: [] }) },
  { weight: 6, arbitrary: fc.record({ people: fc.subarray(people), groups: fc.subarray([inner, outer]) }).filter(({ people, groups }) => people.length + groups.length > 0).map((lists): Audience => ({ mode: 'custom', ...lists })) },
);
type Step = (walk: Walk) => Promise<void>;
const steps: fc.Arbitrary<Step> = fc.oneof(
  // Mostly it adds to what there is, and sometimes it takes something else's place.
  fc.record({ audience: audiences, days: fc.constantFrom(0, 1, 2, 3, 5, 8, 13), adds: fc.integer({ max: 3, min: 0 }).map((one) => one > 0) }).map(({ audience, ...how }): Step => (walk) => grant(walk, audience, how)),
  fc.record({ people: fc.subarray(people), groups: fc.boolean() }).map((keeps): Step => (walk) => narrow(walk, keeps)),
  fc.integer({ min: 1, max: 6 }).map((days): Step => (walk) => sweep(walk, days)),
);

it.each([true, false])('falls back on time, and never to anybody who was not approved (only additions: %s)', async (isMonotone) => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 14 }), async (walked) => {
      const siteId = await world.site({ audience: { mode: 'admins_only' } });
      const walk: Walk = { siteId, day: 0, grants: [], takenOut: new Map(), isMonotone };
      for (const step of walked) await step(walk);
      await sweep(walk, 14);
    }),
    { numRuns: isMonotone ? 10 : 20, endOnFailure: true },
  );
}, 90_000);
