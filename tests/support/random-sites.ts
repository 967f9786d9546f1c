import { addDays } from 'date-fns';
import fc from 'fast-check';
import { audienceModes, driftKinds, observedModes, type AudienceMode, type Drift, type ObservedMode } from '@/lib/domain/audience';
import { classifications, sensitivities, type Classification, type Sensitivity } from '@/lib/domain/classification';
import { siteStates, type SiteState } from '@/lib/domain/site';
import { idOf } from './facts';
import { now, type World } from './world';

/** A Site as the database is given it, with everything that lists filter, sort and judge by. */
export type RandomSite = {
  id: string;
  title: string;
  state: SiteState;
  audience: AudienceMode;
  people: number[];
  groups: number[];
  observedMode: ObservedMode | null;
  drift: Drift;
  classification: Classification;
  owner: number | null;
  successor: number | null;
  department: number | null;
  dataSourceNote: string | null;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  lastReviewedAt: Date | null;
  lastVisitedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  sources: number[];
};

export const counts = { people: 8, departments: 3, groups: 5 };

const upTo = (count: number) => fc.integer({ min: 0, max: count - 1 });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });
/** Instants that fall on the edges of the rules, so that ties and half-open ends come up. */
const edge = fc.constantFrom(-90, -89, -30, -1, 0, 1, 29, 30, 31, 90).chain((days) => fc.constantFrom(-1, 0, 1).map((by) => new Date(addDays(now, days).getTime() + by)));
const word = fc.string({ unit: fc.constantFrom(...'abAB1'), maxLength: 3 });

const anySite = fc.record({
  title: fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.constant(' ') }),
  state: fc.constantFrom(...siteStates),
  audience: fc.constantFrom(...audienceModes),
  people: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { maxLength: 3 }),
  groups: fc.subarray([0, 1, 2, 3, 4], { maxLength: 2 }),
  observedMode: orNull(fc.constantFrom(...observedModes)),
  drift: fc.constantFrom(...driftKinds),
  classification: fc.constantFrom(...classifications),
  owner: orNull(upTo(counts.people)),
  successor: orNull(upTo(counts.people)),
  department: orNull(upTo(counts.departments)),
  dataSourceNote: fc.constantFrom(null, '', ' ', 'note'),
  expiresAt: orNull(edge),
  reviewDueAt: orNull(edge),
  lastReviewedAt: orNull(edge),
  lastVisitedAt: orNull(edge),
  createdAt: edge,
  updatedAt: edge,
  sources: fc.subarray(sensitivities.map((_, at) => at), { maxLength: 2 }),
});

/** Sites of every kind that the database takes, the same for the same seed. */
export function randomSites(seed: number, count: number): RandomSite[] {
  return fc.sample(anySite, { seed, numRuns: count }).map((site, at) => ({
    ...site,
    id: idOf(1000 + ((at * 7919) % 100_000)),
    ...(site.audience === 'custom' ? {} : { people: [], groups: [] }),
    drift: site.observedMode === null ? 'none' : site.drift,
    successor: site.successor === site.owner ? null : site.successor,
    expiresAt: site.expiresAt ?? (site.state === 'live' || site.state === 'disabled' ? now : null),
  }));
}

export const personId = (at: number): string => idOf(200 + at);
export const departmentId = (at: number): string => idOf(300 + at);
const groupId = (at: number): string => idOf(400 + at);
export const sourceId = (at: number): string => idOf(500 + at);
export const sensitivityOf = (at: number): Sensitivity => sensitivities[at] ?? 'public';
/** The last two have left. */
export const hasLeft = (at: number): boolean => at >= counts.people - 2;
/** Group n has person n and, through nesting, everything of group n - 1; the first and the last form a cycle. */
export const membersOf = (at: number): number[] => Array.from({ length: at + 1 }, (_, member) => member);

/** Puts people, groups, sources and the Sites into a world. */
export async function insertRandomSites({ db: { prisma } }: World, sites: readonly RandomSite[]): Promise<void> {
  const range = (count: number) => Array.from({ length: count }, (_, at) => at);
  await prisma.department.createMany({ data: range(counts.departments).map((at) => ({ id: departmentId(at), name: `Dep ${at}` })) });
  await prisma.person.createMany({
    data: range(counts.people).map((at) => ({ id: personId(at), name: `${at % 2 === 0 ? 'p' : 'P'}erson ${at}`, email: `p${at}@example.com`, deactivatedAt: hasLeft(at) ? now : null })),
  });
  await prisma.group.createMany({ data: range(counts.groups).map((at) => ({ id: groupId(at), name: `Group ${at}` })) });
  await prisma.groupMember.createMany({ data: range(counts.groups).map((at) => ({ groupId: groupId(at), personId: personId(at) })) });
  await prisma.groupNesting.createMany({ data: range(counts.groups - 1).map((at) => ({ parentId: groupId(at + 1), childId: groupId(at) })) });
  await prisma.dataSource.createMany({
    data: sensitivities.map((sensitivity, at) => ({ id: sourceId(at), key: `source-${at}`, name: `Source ${at}`, sensitivity, mode: 'read_only' as const })),
  });
  await prisma.site.createMany({
    data: sites.map(({ people: _people, groups: _groups, sources: _sources, owner, successor, department, ...columns }) => ({
      ...columns,
      slug: `random-${columns.id.slice(-6)}`,
      ownerId: owner === null ? null : personId(owner),
      successorId: successor === null ? null : personId(successor),
      departmentId: department === null ? null : departmentId(department),
      observedAt: columns.observedMode === null ? null : now,
      ...(columns.state === 'disabled' ? { disabledAt: now, disabledReason: 'expired' as const, disabledFrom: 'live' as const } : {}),
      ...(columns.state === 'retired' ? { retiredAt: now } : {}),
    })),
  });
  await prisma.siteAudiencePerson.createMany({ data: sites.flatMap(({ id, people }) => people.map((at) => ({ siteId: id, personId: personId(at) }))) });
  await prisma.siteAudienceGroup.createMany({ data: sites.flatMap(({ id, groups }) => groups.map((at) => ({ siteId: id, groupId: groupId(at) }))) });
  await prisma.siteDataSource.createMany({ data: sites.flatMap(({ id, sources }) => sources.map((at) => ({ siteId: id, sourceId: sourceId(at), mode: 'read_only' as const }))) });
}
