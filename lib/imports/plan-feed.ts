import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { Changes } from '@/lib/domain/events';
import { defaultExpiry, type Settings } from '@/lib/domain/settings';
import type { SitePatch } from '@/lib/domain/site-decisions';
import type { ArrivalColumns } from '@/lib/sites/write';
import type { StoredObservedAccess } from '@/lib/sites/observed-access';
import { changedColumns, toJson } from './changed-columns';
import { sameJson, type ExistingSite } from './existing-sites';
import type { Feed } from './parse/feed';
import type { FeedAccess, FeedSite } from './parse/feed-site';
import { slugFor } from './parse/slug';
import { planDeployments, type Placed } from './plan-deployments';
import { planEnvironment } from './plan-environment';
import type { Belongings, Plan, PlannedSite } from './planned-site';

type KnownPerson = { id: string; name: string; email: string; platformUserId: string | null };
type Loaded = {
  existing: ExistingSite[];
  people: KnownPerson[];
  freeSlug: (base: string) => string;
  settings: Settings;
  now: Date;
};

/**
 * What the platform's report would do. It fills what the platform knows and never touches the approved audience: a
 * difference shows as drift. What is older than what is known is passed over, and said so.
 */
export function planFeed(feed: Feed, loaded: Loaded): Plan {
  const plan: Plan = {
    planned: [],
    refused: [...feed.refused],
    ignored: [...feed.dropped.map((place) => `${place}: a secret, dropped`), ...feed.ignored.map((place) => `${place}: not known here, left out`)],
  };
  const bySite = planDeployments(feed, loaded.existing, plan);
  const reported = new Set(feed.sites.map(({ projectId }) => projectId));
  for (const site of feed.sites) {
    const known = loaded.existing.find(({ projectId }) => projectId === site.projectId);
    const placed = bySite.get(site.projectId) ?? { belongings: {}, changes: {} };
    plan.planned.push(known === undefined ? planNew(site, placed, loaded) : planChange(site, known, placed, loaded, plan.ignored));
  }
  // Versions and deployments of Sites that this feed doesn't show itself.
  for (const [projectId, placed] of bySite) {
    const known = loaded.existing.find((site) => site.projectId === projectId);
    if (!reported.has(projectId) && known !== undefined) plan.planned.push(planChange({ projectId }, known, placed, loaded, plan.ignored));
  }
  return plan;
}

/** What the platform says of the Site's columns. */
function columnsOf(site: FeedSite): ArrivalColumns {
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

function ownerOf(site: FeedSite, people: KnownPerson[]): KnownPerson | undefined {
  const owner = site.access?.allowedUsers?.find(({ role }) => role === 'owner');
  if (owner === undefined) return undefined;
  return people.find(
    ({ email, platformUserId }) =>
      (owner.accountUserId !== undefined && platformUserId === owner.accountUserId) || (owner.email !== undefined && email === owner.email),
  );
}

const isSuspended = (status: string | undefined): boolean => /suspend|disabled/i.test(status ?? '');

function planNew(feedSite: FeedSite, placed: Placed, { people, freeSlug, settings, now }: Loaded): PlannedSite {
  const title = feedSite.title ?? feedSite.slug ?? feedSite.projectId;
  const slug = freeSlug(slugFor(feedSite.slug ?? '', title).slice(0, 56));
  const site = { id: uuidv7(), slug, title };
  const owner = ownerOf(feedSite, people);
  const isLive = feedSite.currentLiveUrl !== undefined;
  const state = isSuspended(feedSite.status) ? 'disabled' : isLive ? 'live' : 'draft';
  const columns: ArrivalColumns = {
    ...columnsOf(feedSite),
    ...(feedSite.access === undefined ? {} : observedColumns(feedSite.access, feedSite, undefined, now)),
    ...(feedSite.environment?.revision === undefined ? {} : { environmentRevision: BigInt(feedSite.environment.revision) }),
  };
  const environment = planEnvironment(undefined, { present: feedSite.environment?.keys });
  const changes: Changes = {
    title: { before: null, after: title },
    state: { before: null, after: state },
    ...(owner === undefined ? {} : { owner: { before: null, after: { id: owner.id, name: owner.name, email: owner.email } } }),
    ...Object.fromEntries(Object.entries(columns).map(([key, value]) => [key, { before: null, after: toJson(value) }])),
    ...(environment === null ? {} : { environmentKeys: environment.change }),
    ...placed.changes,
  };
  return {
    from: feedSite.projectId,
    outcome: 'created',
    site,
    changes,
    belongings: { ...placed.belongings, ...(environment === null ? {} : { environment: environment.keys }) },
    dataSources: [],
    create: {
      ...columns,
      projectId: feedSite.projectId,
      builtAt: builtAt(feedSite.projectId, now),
      slug,
      title,
      description: feedSite.description ?? null,
      state,
      ...(state === 'disabled'
        ? { disabledAt: now, disabledReason: 'platform_action', disabledNote: `The platform reports “${feedSite.status ?? ''}”.`, disabledFrom: isLive ? 'live' : 'draft' }
        : {}),
      ownerId: owner?.id ?? null,
      // A live Site always has an end; the usual lifetime is the most cautious guess.
      expiresAt: isLive ? defaultExpiry(settings, 'personal_draft', now) : null,
      reviewDueAt: addDays(now, settings.reviewIntervalDays.personal_draft),
      createdAt: now,
      updatedAt: now,
    },
    event: { type: 'site.created', site, changes, data: { from: 'feed', projectId: feedSite.projectId } },
  };
}

function planChange(feedSite: FeedSite, known: ExistingSite, placed: Placed, { people, settings, now }: Loaded, ignored: string[]): PlannedSite {
  const about = { id: known.id, slug: known.slug, title: known.title };
  const stays: PlannedSite = { from: feedSite.projectId, outcome: 'unchanged', site: about, changes: {}, belongings: {} };
  if (known.state === 'retired') return stays;
  const isOlder = feedSite.updatedAt !== undefined && known.platformUpdatedAt !== null && feedSite.updatedAt < known.platformUpdatedAt;
  if (isOlder) ignored.push(`${feedSite.projectId}: reported as of ${feedSite.updatedAt?.toISOString() ?? ''}, which is older than what is known`);
  const wanted: ArrivalColumns = isOlder ? {} : columnsOf(feedSite);
  if (feedSite.access !== undefined && accessIsNews(feedSite.access, known, isOlder, ignored)) {
    Object.assign(wanted, observedColumns(feedSite.access, feedSite, known, now));
  }
  const environmentRevision = feedSite.environment?.revision;
  // An environment is as old as its own revision; only without one does the Site's time tell.
  const environmentIsOlder =
    environmentRevision === undefined ? isOlder : known.environmentRevision !== null && BigInt(environmentRevision) < known.environmentRevision;
  if (environmentRevision !== undefined && !environmentIsOlder) wanted.environmentRevision = BigInt(environmentRevision);
  const { columns, changes } = changedColumns(known, wanted);
  const environment = environmentIsOlder ? null : planEnvironment(known, { present: feedSite.environment?.keys });
  const patch: SitePatch = {};
  if (known.description === null && feedSite.description !== undefined && !isOlder) {
    patch.description = feedSite.description;
    changes.description = { before: null, after: feedSite.description };
  }
  if (known.state === 'draft' && feedSite.currentLiveUrl !== undefined && !isOlder) {
    patch.state = 'live';
    changes.state = { before: 'draft', after: 'live' };
    if (known.expiresAt === null) {
      patch.expiresAt = defaultExpiry(settings, known.classification, now);
      changes.expiresAt = { before: null, after: patch.expiresAt.toISOString() };
    }
  }
  const owner = known.ownerId === null && !isOlder ? ownerOf(feedSite, people) : undefined;
  if (owner !== undefined && owner.id !== known.successorId) {
    patch.ownerId = owner.id;
    changes.owner = { before: null, after: { id: owner.id, name: owner.name, email: owner.email } };
  }
  const all: Changes = { ...changes, ...(environment === null ? {} : { environmentKeys: environment.change }), ...placed.changes };
  if (Object.keys(all).length === 0) return stays;
  const belongings: Belongings = { ...placed.belongings, ...(environment === null ? {} : { environment: environment.keys }) };
  return {
    from: feedSite.projectId,
    outcome: 'changed',
    site: about,
    revision: known.revision,
    changes: all,
    belongings,
    patch,
    arrival: columns,
    event: { type: 'site.observed', site: about, changes: all },
  };
}

/** Whether a report is newer than the one that is kept: by the policy's revision, else by the Site's own time. */
function accessIsNews(access: FeedAccess, known: ExistingSite, isOlder: boolean, ignored: string[]): boolean {
  if (access.revision === undefined || known.observedRevision === null) return !isOlder;
  if (BigInt(access.revision) >= known.observedRevision) return BigInt(access.revision) > known.observedRevision || !isOlder;
  ignored.push(`${known.projectId ?? ''}: access policy revision ${access.revision} is older than ${known.observedRevision}, which is known`);
  return false;
}

/** The observed columns. The time is the platform's own, so that the same report twice says the same. */
function observedColumns(access: FeedAccess, site: FeedSite, known: ExistingSite | undefined, now: Date): ArrivalColumns {
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
function builtAt(projectId: string, now: Date): Date | null {
  const at = Number.parseInt(projectId.slice(8, 16), 16) * 1000;
  return at >= Date.UTC(2024, 0, 1) && at <= addDays(now, 1).getTime() ? new Date(at) : null;
}
