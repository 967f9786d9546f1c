import type { Reader } from '@/lib/db/client';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { nestedGroups } from '@/lib/people/resolve-audience';
import { readStandingTerms } from '@/lib/terms/read-terms';
import { readTimeline } from '@/lib/audit/read-timeline';
import { isSuspended } from '@/lib/domain/enforcement-proof';
import type { SiteFacts } from '@/lib/domain/site';
import { audienceOf } from '@/lib/domain/site-decisions';
import type { SiteRow } from './load-site';
import { observedAccessSchema } from './observed-access';
import type { SiteRecord } from './site-shape';

const namesShown = 200;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The part of a Site that only those see who answer for it or govern it. */
export async function readSiteRecord(db: Reader, row: SiteRow, site: SiteFacts): Promise<SiteRecord> {
  // One after the other: inside a transaction there is one connection, and outside each takes under a millisecond.
  const bindings = await db.storageBinding.findMany({ where: { siteId: row.id }, orderBy: { kind: 'asc' } });
  const keys = await db.environmentKey.findMany({ where: { siteId: row.id }, orderBy: { key: 'asc' } });
  const versions = await db.siteVersion.findMany({
    where: { siteId: row.id },
    orderBy: [{ number: { sort: 'desc', nulls: 'last' } }, { platformId: 'desc' }],
    take: 50,
  });
  const deployments = await db.deployment.findMany({
    where: { siteId: row.id },
    orderBy: [{ platformUpdatedAt: { sort: 'desc', nulls: 'last' } }, { platformId: 'desc' }],
    take: 50,
  });
  const requests = await db.request.findMany({
    where: { siteId: row.id, state: { in: ['pending', 'changes_requested'] } },
    include: { requester: { select: { id: true, name: true, email: true } } },
    orderBy: { createdAt: 'asc' },
  });
  return {
    successor: site.successor,
    successorAcceptedAt: iso(site.successorAcceptedAt),
    approvedAudience: { ...site.audience, approvedAt: iso(row.audienceApprovedAt) },
    terms: ((await readStandingTerms(db, [row.id])).get(row.id) ?? []).map(({ requestId, endsAt, state, fallback }) => ({
      requestId, endsAt: endsAt.toISOString(), isUnderWay: state === 'active', fallback,
    })),
    incident: await readIncident(db, row.id),
    effectiveAudience: await readEffectiveAudience(db, site),
    observed: readObserved(row),
    enforcement: enforcementOf(row),
    missingSince: iso(row.missingSince),
    fallbackNote: row.fallbackNote,
    disabled: site.disabled === null ? null : { at: site.disabled.at.toISOString(), reason: site.disabled.reason, note: site.disabled.note },
    quarantine: site.quarantine === null ? null : { at: site.quarantine.at.toISOString(), reason: site.quarantine.reason },
    legalHold: site.legalHold === null ? null : { at: site.legalHold.at.toISOString(), reason: site.legalHold.reason },
    dataSourceNote: row.dataSourceNote,
    storageBindings: bindings.map(({ kind, name, kept, location, readers, retention, removal, outage }) => ({
      kind, name, kept, location, readers, retention, removal, outage,
    })),
    environmentKeys: keys.map(({ key, isSecret, declared, present, firstSeenAt, rotatedAt }) => ({
      key, isSecret, declared, present, firstSeenAt: firstSeenAt.toISOString(), rotatedAt: iso(rotatedAt),
    })),
    versions: versions.map(({ platformId, number, commitSha, savedAt }) => ({ id: platformId, number, commitSha, savedAt: iso(savedAt) })),
    deployments: deployments.map((entry) => ({
      id: entry.platformId,
      versionId: entry.versionPlatformId,
      status: entry.status,
      url: entry.url,
      failureMessage: entry.failureMessage,
      updatedAt: iso(entry.platformUpdatedAt),
    })),
    platform: {
      status: row.platformStatus,
      updatedAt: iso(row.platformUpdatedAt),
      expectedUrl: row.expectedUrl,
      screenshotUrl: row.screenshotUrl,
    },
    repository: {
      name: row.repository,
      manifestPath: row.manifestPath,
      staticDirectory: row.staticDirectory,
      manifestExtra: row.manifestExtra as Record<string, unknown> | null,
      lastCommit: row.lastCommitSha === null ? null : { sha: row.lastCommitSha, at: iso(row.lastCommitAt), author: row.lastCommitAuthor },
    },
    openRequests: requests.map(({ id, kind, state, requester, createdAt }) => ({ id, kind, state, requester, createdAt: createdAt.toISOString() })),
    timeline: await readTimeline(db, row.id),
  };
}

async function readIncident(db: Reader, siteId: string): Promise<SiteRecord['incident']> {
  const open = await db.driftIncident.findFirst({ where: { siteId, closedAt: null }, include: { acknowledgedBy: { select: { name: true } } } });
  return open === null ? null : { id: open.id, openedAt: open.openedAt.toISOString(), acknowledgedBy: open.acknowledgedBy?.name ?? null, note: open.note };
}

/** Who can open the Site, and by what: by name, by which group, or because everybody can. */
async function readEffectiveAudience(db: Reader, site: SiteFacts): Promise<SiteRecord['effectiveAudience']> {
  const audience = audienceOf(site);
  const groups = [...(await nestedGroups(db, audience.groups))];
  const everyone = audience.mode === 'workspace_all';
  const people = await db.$queryRaw<{ id: string; name: string; email: string; via: string[]; total: number }[]>`
    SELECT p.id::text, p.name, p.email, (count(*) OVER ())::int AS total,
      array_remove(ARRAY[
        CASE WHEN p.id = ${site.owner?.id ?? null}::uuid THEN 'owner' END,
        CASE WHEN p.id = ANY (${audience.people}::uuid[]) THEN 'named' END,
        CASE WHEN ${everyone} THEN 'workspace' END
      ] || ARRAY(
        SELECT g.name FROM group_member m JOIN people_group g ON g.id = m.group_id
         WHERE m.person_id = p.id AND m.group_id = ANY (${groups}::uuid[]) ORDER BY g.name
      ), NULL) AS via
    FROM person p
    WHERE p.deactivated_at IS NULL AND (
      ${everyone} OR p.id = ${site.owner?.id ?? null}::uuid OR p.id = ANY (${audience.people}::uuid[])
      OR EXISTS (SELECT FROM group_member m WHERE m.person_id = p.id AND m.group_id = ANY (${groups}::uuid[]))
    )
    ORDER BY lower(p.name), p.id LIMIT ${namesShown}`;
  const admins = (await listAdminIds(db)).length;
  return {
    total: people[0]?.total ?? 0,
    admins,
    people: people.map(({ id, name, email, via }) => ({ id, name, email, via })),
  };
}

function readObserved(row: SiteRow): SiteRecord['observed'] {
  if (row.observedMode === null || row.observedAt === null) return null;
  const access = observedAccessSchema.safeParse(row.observedAccess);
  return {
    mode: row.observedMode,
    revision: row.observedRevision === null ? null : Number(row.observedRevision),
    at: row.observedAt.toISOString(),
    people: (access.success ? access.data.users : null) ?? [],
    groups: (access.success ? access.data.groups : null) ?? [],
    externalVisitors: access.success ? access.data.externalVisitors : 0,
  };
}

/**
 * Honest enforcement: an audience counts as confirmed only when the platform's report shows just what was approved, by
 * name where names were approved. Disabling is confirmed when the platform reports the Site as suspended or disabled.
 */
function enforcementOf(row: SiteRow): SiteRecord['enforcement'] {
  const access = observedAccessSchema.safeParse(row.observedAccess);
  const namesKnown = access.success && access.data.users !== null && access.data.groups !== null;
  const shown = row.observedMode !== null && row.drift === 'none' && (row.audience !== 'custom' || namesKnown);
  const suspended = isSuspended(row.platformStatus);
  return {
    audience: shown ? 'confirmed' : 'unconfirmed',
    state: suspended === (row.state === 'disabled') ? 'confirmed' : 'unconfirmed',
  };
}
