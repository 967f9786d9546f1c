import { driftOf, type Audience, type Drift, type ObservedAccess } from '@/lib/domain/audience';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { ProblemError } from '@/lib/gate/problem';
import { readObservedAccess } from './observed-access';

/** Columns that only arrivals fill: what the platform or a repository says. */
export type ArrivalColumns = Omit<
  Prisma.SiteUncheckedUpdateManyInput,
  'id' | 'revision' | 'audience' | 'drift' | 'createdAt' | 'updatedAt' | 'ownerId' | 'state'
>;

/** What a change rests on: the row as it was loaded. */
type Base = { id: string; revision: number };

/**
 * The one place that changes a Site. The row moves from the revision that was loaded to the next or not at all,
 * and drift is worked out again whenever one of its sides moves.
 * @throws ProblemError 409 when somebody else changed the Site in between.
 */
export async function updateSite(tx: Tx, base: Base, patch: SitePatch, now: Date, arrival: ArrivalColumns = {}): Promise<void> {
  const { audience, dataSources, disabled, legalHold, ...columns } = patch;
  if (audience !== undefined) {
    // The lists go first: their keys hold the Site to `custom`.
    await tx.siteAudiencePerson.deleteMany({ where: { siteId: base.id } });
    await tx.siteAudienceGroup.deleteMany({ where: { siteId: base.id } });
  }
  const drift = await driftAfter(tx, base.id, audience, patch.ownerId, arrival);
  const { count } = await tx.site.updateMany({
    where: { id: base.id, revision: base.revision },
    data: {
      ...arrival,
      ...columns,
      ...(audience === undefined ? {} : { audience: audience.mode, audienceApprovedAt: now }),
      ...(drift === undefined ? {} : { drift }),
      ...(disabled === undefined
        ? {}
        : {
            disabledAt: disabled?.at ?? null,
            disabledReason: disabled?.reason ?? null,
            disabledNote: disabled?.note ?? null,
            disabledFrom: disabled?.from ?? null,
          }),
      ...(legalHold === undefined ? {} : { legalHoldAt: legalHold?.at ?? null, legalHoldReason: legalHold?.reason ?? null }),
      revision: base.revision + 1,
      updatedAt: now,
    },
  });
  if (count === 0) throw new ProblemError('stale', 'Somebody else changed this Site a moment ago. Look again, then repeat.');
  if (audience !== undefined) await insertAudience(tx, base.id, audience);
  if (dataSources !== undefined) await replaceDataSources(tx, base.id, dataSources);
}

/** A new Site begins owner and admins only, whatever it came from. */
export async function insertSite(
  tx: Tx,
  site: Omit<Prisma.SiteUncheckedCreateInput, 'audience' | 'drift' | 'revision'> & { id: string },
  dataSources: NonNullable<SitePatch['dataSources']> = [],
): Promise<void> {
  const observed = readObservedAccess(site.observedMode ?? null, site.observedAccess ?? null);
  const owner = await ownerEmail(tx, site.ownerId ?? null);
  const drift = driftOf({ mode: 'admins_only', emails: [], groups: [], owner }, observed);
  await tx.site.create({ data: { ...site, audience: 'admins_only', drift } });
  if (dataSources.length > 0) await replaceDataSources(tx, site.id, dataSources);
}

async function insertAudience(tx: Tx, siteId: string, { people, groups }: Audience): Promise<void> {
  if (people.length > 0) await tx.siteAudiencePerson.createMany({ data: people.map((personId) => ({ siteId, personId })) });
  if (groups.length > 0) await tx.siteAudienceGroup.createMany({ data: groups.map((groupId) => ({ siteId, groupId })) });
}

async function replaceDataSources(tx: Tx, siteId: string, sources: NonNullable<SitePatch['dataSources']>): Promise<void> {
  await tx.siteDataSource.deleteMany({ where: { siteId } });
  await tx.siteDataSource.createMany({ data: sources.map(({ id, mode }) => ({ siteId, sourceId: id, mode })) });
}

/** Drift after the change, or undefined where neither side of it moves. */
async function driftAfter(
  tx: Tx,
  siteId: string,
  audience: Audience | undefined,
  ownerId: string | null | undefined,
  arrival: ArrivalColumns,
): Promise<Drift | undefined> {
  const observedMoves = arrival.observedMode !== undefined || arrival.observedAccess !== undefined;
  if (audience === undefined && ownerId === undefined && !observedMoves) return undefined;
  const row = await tx.site.findUniqueOrThrow({
    where: { id: siteId },
    include: {
      audiencePeople: { include: { person: { select: { id: true, email: true } } } },
      audienceGroups: { include: { group: { select: { id: true, externalId: true } } } },
    },
  });
  const mode = (arrival.observedMode ?? row.observedMode) as typeof row.observedMode;
  const observed: ObservedAccess | null = readObservedAccess(mode, arrival.observedAccess ?? row.observedAccess);
  const people = audience === undefined ? row.audiencePeople.map(({ person }) => person) : await peopleEmails(tx, audience.people);
  const groups = audience === undefined ? row.audienceGroups.map(({ group }) => group) : await groupIds(tx, audience.groups);
  return driftOf(
    {
      mode: audience?.mode ?? row.audience,
      emails: people.map(({ email }) => email),
      // A group that the platform has not named can't be matched with one that it reports.
      groups: groups.map(({ id, externalId }) => externalId ?? id),
      owner: await ownerEmail(tx, ownerId === undefined ? row.ownerId : ownerId),
    },
    observed,
  );
}

async function peopleEmails(tx: Tx, ids: string[]): Promise<{ email: string }[]> {
  return tx.person.findMany({ where: { id: { in: ids } }, select: { email: true } });
}

async function groupIds(tx: Tx, ids: string[]): Promise<{ id: string; externalId: string | null }[]> {
  return tx.group.findMany({ where: { id: { in: ids } }, select: { id: true, externalId: true } });
}

async function ownerEmail(tx: Tx, ownerId: string | null): Promise<string | null> {
  if (ownerId === null) return null;
  return (await tx.person.findUnique({ where: { id: ownerId }, select: { email: true } }))?.email ?? null;
}
