import type { Actor } from '@/lib/gate/actor';
import type { Reader, Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import type { Settings } from '@/lib/domain/settings';
import type { SiteRelations, Subject } from '@/lib/domain/verdict';
import type { PersonRef, SiteFacts } from '@/lib/domain/site';
import { readSettings } from '@/lib/settings/get-settings';
import { inAudience } from './visible-sites';

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
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM site WHERE id = ${siteId}::uuid FOR UPDATE`;
  if (locked.length === 0) return null;
  const row = await tx.site.findUniqueOrThrow({ where: { id: siteId }, include: siteInclude });
  const { settings } = await readSettings(tx);
  return { site: toSiteFacts(row), relations: await readSiteRelations(tx, row, actor), settings };
}

/** How an actor stands to a Site. */
export async function readSiteRelations(
  db: Reader,
  site: { id: string; ownerId: string | null; successorId: string | null },
  subject: Subject,
): Promise<SiteRelations> {
  const relations = { ownerId: site.ownerId, successorId: site.successorId, inAudience: false, isProposedOwner: false, isRequester: false };
  if (subject.personId === null) return relations;
  const proposed = await db.request.count({
    where: { siteId: site.id, kind: 'transfer', state: 'pending', proposedOwnerId: subject.personId },
  });
  const requested = await db.request.count({ where: { siteId: site.id, requesterId: subject.personId } });
  return {
    ...relations,
    inAudience: await inAudience(db, site.id, subject.personId),
    isProposedOwner: proposed > 0,
    isRequester: requested > 0,
  };
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
    disabled:
      row.disabledAt === null || row.disabledReason === null
        ? null
        : { at: row.disabledAt, reason: row.disabledReason, note: row.disabledNote, from: row.disabledFrom ?? 'live' },
    legalHold: row.legalHoldAt === null ? null : { at: row.legalHoldAt, reason: row.legalHoldReason ?? '' },
    dataSources: row.dataSources
      .map(({ mode, source }) => ({ id: source.id, key: source.key, name: source.name, sensitivity: source.sensitivity, mode }))
      .sort(byName),
    revision: row.revision,
  };
}
