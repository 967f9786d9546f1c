import { addDays } from 'date-fns';
import type { ObservedMode } from '@/lib/domain/audience';
import type { StoredObservedAccess } from '@/lib/sites/observed-access';
import type { ArrivalColumns } from '@/lib/sites/write';
import { sameJson, type ExistingSite } from './existing-sites';
import type { FeedAccess, FeedSite } from './parse/feed-site';

/** What is kept of who may open the Site, as plain values. */
type ObservedColumns = { observedMode: ObservedMode; observedAccess: StoredObservedAccess; observedRevision?: bigint; observedAt: Date };

/** What the platform says of the Site's columns. */
export function columnsOf(site: FeedSite): ArrivalColumns {
  return {
    ...(site.status === undefined ? {} : { platformStatus: site.status }),
    ...(site.currentLiveUrl === undefined ? {} : { liveUrl: site.currentLiveUrl }),
    ...(site.expectedUrl === undefined ? {} : { expectedUrl: site.expectedUrl }),
    ...(site.screenshotUrl === undefined ? {} : { screenshotUrl: site.screenshotUrl }),
    ...(site.updatedAt === undefined ? {} : { platformUpdatedAt: site.updatedAt }),
  };
}

/** The report of who may open the Site, as it is kept. Lists that weren't reported stay unknown. */
function observedOf(access: FeedAccess): StoredObservedAccess {
  const users = access.allowedUsers === undefined && access.allowedEditors === undefined ? null : [...(access.allowedUsers ?? []), ...(access.allowedEditors ?? [])];
  const byEmail = new Map(users?.map((user) => [user.email ?? `id:${user.accountUserId ?? ''}`, user]));
  return {
    users:
      users === null
        ? null
        : [...byEmail].map(([email, user]) => ({ email, name: user.name ?? null, role: user.role ?? 'viewer', isExternal: user.isExternal })),
    groups: observedGroups(access),
    externalVisitors: access.externalVisitorCount ?? 0,
  };
}

function observedGroups({ allowedGroups, tenantGroupIds }: FeedAccess): StoredObservedAccess['groups'] {
  if (allowedGroups === undefined && tenantGroupIds === undefined) return null;
  const named = (allowedGroups ?? []).flatMap(({ id, name, size }) => (id === undefined ? [] : [{ id, name: name ?? null, size: size ?? null }]));
  const known = new Set(named.map(({ id }) => id));
  return [...named, ...(tenantGroupIds ?? []).filter((id) => !known.has(id)).map((id) => ({ id, name: null, size: null }))];
}

/** Whether a report is newer than the one that is kept: by the policy's revision, else by the Site's own time. */
export function accessIsNews(access: FeedAccess, known: ExistingSite, isOlder: boolean, ignored: string[]): boolean {
  if (access.revision === undefined || known.observedRevision === null) return !isOlder;
  if (BigInt(access.revision) >= known.observedRevision) return BigInt(access.revision) > known.observedRevision || !isOlder;
  ignored.push(`${known.projectId ?? ''}: access policy revision ${access.revision} is older than ${known.observedRevision}, which is known`);
  return false;
}

/** The observed columns. The time is the platform's own, so that the same report twice says the same. */
export function observedColumns(access: FeedAccess, site: FeedSite, known: ExistingSite | undefined, now: Date): ObservedColumns {
  const stored = observedOf(access);
  // A list that this report leaves out is still what it was, as long as the mode is.
  const before = known?.observedMode === access.mode ? (known.observedAccess as StoredObservedAccess | null) : null;
  const merged = { ...stored, users: stored.users ?? before?.users ?? null, groups: stored.groups ?? before?.groups ?? null };
  const isSame = known?.observedMode === access.mode && sameJson(known.observedAccess, merged);
  return {
    observedMode: access.mode,
    observedAccess: merged,
    ...(access.revision === undefined ? {} : { observedRevision: BigInt(access.revision) }),
    observedAt: access.updatedAt ?? site.updatedAt ?? (isSame ? known.observedAt : null) ?? now,
  };
}

/** The first 8 hex digits of a project id read as Unix seconds (inferred, so only where it is plausible). */
export function builtAt(projectId: string, now: Date): Date | null {
  const at = Number.parseInt(projectId.slice(8, 16), 16) * 1000;
  return at >= Date.UTC(2024, 0, 1) && at <= addDays(now, 1).getTime() ? new Date(at) : null;
}
