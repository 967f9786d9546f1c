import type { Actor } from '@/lib/gate/actor';
import type { Reader, Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { prohibitedUses } from '@/lib/domain/prohibited-use';
import type { Settings } from '@/lib/domain/settings';
import type { SiteRelations, Subject } from '@/lib/domain/verdict';
import type { PersonRef, SiteFacts } from '@/lib/domain/site';
import { readSettings } from '@/lib/settings/get-settings';
import { readFacts } from './read-facts';
import { sitesOpenTo } from './visible-sites';

const person = { select: { id: true, name: true, email: true, deactivatedAt: true } } as const;

export const siteInclude = {
  owner: person,
  successor: person,
  department: { select: { id: true, name: true } },
  audiencePeople: { select: { person } },
  audienceGroups: { select: { group: { select: { id: true, name: true } } } },
  dataSources: { select: { mode: true, source: true } },
} as const satisfies Prisma.SiteInclude;

export type SiteRow = Prisma.SiteGetPayload<{ include: typeof siteInclude }>;

/** A Site as commands decide on it: the facts, how the actor stands to it, the settings in force. */
export type LoadedSite = { site: SiteFacts; relations: SiteRelations; settings: Settings };

/** Locks a Site for the rest of the transaction and reads it; null where there is none. Locks come in the order Site, then request. */
export async function lockSite(tx: Tx, siteId: string, actor: Actor): Promise<LoadedSite | null> {
  return (await lockSites(tx, [siteId], actor)).get(siteId.toLowerCase()) ?? null;
}

/** As `lockSite`, for many: in the order of their ids, so that two who lock many wait for each other and never in a circle. */
export async function lockSites(tx: Tx, siteIds: readonly string[], actor: Subject): Promise<Map<string, LoadedSite>> {
  await tx.$queryRaw`SELECT 1 FROM site WHERE id = ANY (${siteIds}::uuid[]) ORDER BY id FOR UPDATE`;
  return loadSites(tx, siteIds, actor);
}

/** Sites by id as decisions need them, with as many statements for a thousand as for one. Those that aren't there are left out. */
export async function loadSites(db: Reader, siteIds: readonly string[], actor: Subject): Promise<Map<string, LoadedSite>> {
  const sites = await readFacts(db, siteIds);
  if (sites.length === 0) return new Map();
  const { settings } = await readSettings(db);
  const related = sites.map(relatedOf);
  const relations = await readRelations(db, related, actor);
  return new Map(sites.map((site) => [site.id, { site, relations: relations.get(site.id) ?? noRelations(relatedOf(site)), settings }]));
}

/** How an actor stands to a Site. */
export async function readSiteRelations(
  db: Reader,
  site: { id: string; ownerId: string | null; successorId: string | null },
  subject: Subject,
): Promise<SiteRelations> {
  return (await readRelations(db, [site], subject)).get(site.id) ?? noRelations(site);
}

type Related = { id: string; ownerId: string | null; successorId: string | null };

function relatedOf({ id, owner, successor }: SiteFacts): Related {
  return { id, ownerId: owner?.id ?? null, successorId: successor?.id ?? null };
}

function noRelations({ ownerId, successorId }: Related): SiteRelations {
  return { ownerId, successorId, inAudience: false, isProposedOwner: false, isRequester: false };
}

async function readRelations(db: Reader, sites: readonly Related[], { personId }: Subject): Promise<Map<string, SiteRelations>> {
  if (personId === null) return new Map();
  const ids = sites.map(({ id }) => id);
  const open = await sitesOpenTo(db, ids, personId);
  const requests = await db.request.findMany({
    where: { siteId: { in: ids }, OR: [{ requesterId: personId }, { kind: 'transfer', state: 'pending', proposedOwnerId: personId }] },
    select: { siteId: true, requesterId: true, proposedOwnerId: true, kind: true, state: true },
  });
  const requested = new Set(requests.filter(({ requesterId }) => requesterId === personId).map(({ siteId }) => siteId));
  const offered = new Set(
    requests.filter(({ kind, state, proposedOwnerId }) => kind === 'transfer' && state === 'pending' && proposedOwnerId === personId).map(({ siteId }) => siteId),
  );
  return new Map(
    sites.map((site) => [
      site.id,
      { ...noRelations(site), inAudience: open.has(site.id), isProposedOwner: offered.has(site.id), isRequester: requested.has(site.id) },
    ]),
  );
}

function toPersonRef(row: { id: string; name: string; email: string; deactivatedAt: Date | null }): PersonRef {
  return { id: row.id, name: row.name, email: row.email, active: row.deactivatedAt === null };
}

export function toSiteFacts(row: SiteRow): SiteFacts {
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'en');
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    purpose: row.purpose,
    state: row.state,
    classification: row.classification,
    dataSourceNote: row.dataSourceNote,
    department: row.department,
    owner: row.owner === null ? null : toPersonRef(row.owner),
    successor: row.successor === null ? null : toPersonRef(row.successor),
    successorAcceptedAt: row.successorAcceptedAt,
    audience: {
      mode: row.audience,
      people: row.audiencePeople.map((entry) => toPersonRef(entry.person)).sort(byName),
      groups: row.audienceGroups.map((entry) => entry.group).sort(byName),
    },
    observedMode: row.observedMode,
    drift: row.drift,
    expiresAt: row.expiresAt,
    reviewDueAt: row.reviewDueAt,
    lastReviewedAt: row.lastReviewedAt,
    lastVisitedAt: row.lastVisitedAt,
    officialSince: row.officialSince,
    attestationAskedAt: row.attestationAskedAt,
    tags: row.tags,
    uses: prohibitedUses.filter((use) => row.uses.includes(use)),
    disabled:
      row.disabledAt === null || row.disabledReason === null
        ? null
        : { at: row.disabledAt, reason: row.disabledReason, note: row.disabledNote, from: row.disabledFrom ?? 'live' },
    keptAt: row.keptAt,
    quarantine: row.quarantinedAt === null || row.quarantineReason === null ? null : { at: row.quarantinedAt, reason: row.quarantineReason },
    missingSince: row.missingSince,
    legalHold: row.legalHoldAt === null ? null : { at: row.legalHoldAt, reason: row.legalHoldReason ?? '' },
    dataSources: row.dataSources
      .map(({ mode, source }) => ({ id: source.id, key: source.key, name: source.name, sensitivity: source.sensitivity, mode }))
      .sort(byName),
    revision: row.revision,
  };
}
