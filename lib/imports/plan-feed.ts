import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { isSuspended } from '@/lib/domain/enforcement-proof';
import type { Changes, DomainEvent } from '@/lib/domain/events';
import { closedByPlatform, goMissing, guessOwner, platformClosing } from '@/lib/domain/platform-surprises';
import { defaultExpiry, type Settings } from '@/lib/domain/settings';
import { siteSubject, type SitePatch } from '@/lib/domain/site-decisions';
import type { ArrivalColumns } from '@/lib/sites/write';
import { changedColumns, toJson } from './changed-columns';
import type { ExistingSite } from './existing-sites';
import { accessIsNews, builtAt, columnsOf, observedColumns } from './feed-columns';
import { reportOfAbsence, reportOn, type SiteReport } from './feed-report';
import type { Surprise } from './feed-surprises';
import type { Feed } from './parse/feed';
import type { FeedSite } from './parse/feed-site';
import { slugFor } from './parse/slug';
import { planDeployments, type Placed } from './plan-deployments';
import { planEnvironment } from './plan-environment';
import type { Belongings, Plan, PlannedSite } from './planned-site';

type KnownPerson = { id: string; name: string; email: string; platformUserId: string | null };
/** A Site that a complete report leaves out. */
export type AbsentSite = { id: string; slug: string; title: string; ownerId: string | null; projectId: string; revision: number };

type Loaded = {
  existing: ExistingSite[];
  people: KnownPerson[];
  /** Those whose name or address may read like an account's label. */
  guesses: { id: string; name: string; email: string }[];
  /** Sites whose re-enabling the platform hasn't followed yet. */
  awaitingOpening: ReadonlySet<string>;
  /** Of a complete report: the Sites that it leaves out, those that should be gone included. */
  absent: { missing: AbsentSite[]; awaitedGone: string[] };
  freeSlug: (base: string) => string;
  settings: Settings;
  /** As of when the platform was asked. */
  reportedAt: Date;
  now: Date;
};

/** A plan, what the report says about demands, and what somebody has to be told of. */
export type FeedPlan = Plan & { reports: SiteReport[]; surprises: Surprise[] };

/**
 * What the platform's report would do. It fills what the platform knows and never touches the approved audience: a
 * difference shows as drift. What is older than what is known is passed over, and said so.
 */
export function planFeed(feed: Feed, loaded: Loaded): FeedPlan {
  const plan: FeedPlan = {
    planned: [],
    reports: [],
    surprises: [],
    refused: [...feed.refused],
    ignored: [...feed.dropped.map((place) => `${place}: a secret, dropped`), ...feed.ignored.map((place) => `${place}: not known here, left out`)],
  };
  const bySite = planDeployments(feed, loaded.existing, plan);
  const reported = new Set(feed.sites.map(({ projectId }) => projectId));
  for (const site of feed.sites) {
    const known = loaded.existing.find(({ projectId }) => projectId === site.projectId);
    const placed = bySite.get(site.projectId) ?? { belongings: {}, changes: {} };
    if (known === undefined) planNew(site, placed, loaded, plan);
    else planChange(site, known, placed, loaded, plan);
  }
  // Versions and deployments of Sites that this feed doesn't show itself.
  for (const [projectId, placed] of bySite) {
    const known = loaded.existing.find((site) => site.projectId === projectId);
    if (!reported.has(projectId) && known !== undefined) planChange({ projectId }, known, placed, loaded, plan);
  }
  for (const site of loaded.absent.missing) planMissing(site, loaded, plan);
  plan.reports.push(...loaded.absent.awaitedGone.map(reportOfAbsence));
  return plan;
}

function ownerOf(site: FeedSite, people: KnownPerson[]): KnownPerson | undefined {
  const owner = site.access?.allowedUsers?.find(({ role }) => role === 'owner');
  if (owner === undefined) return undefined;
  return people.find(
    ({ email, platformUserId }) =>
      (owner.accountUserId !== undefined && platformUserId === owner.accountUserId) || (owner.email !== undefined && email === owner.email),
  );
}

/** Nobody registered it: it arrives in quarantine, open to its owner only, until somebody has confirmed who that is. */
function planNew(feedSite: FeedSite, placed: Placed, { people, guesses, freeSlug, settings, now }: Loaded, plan: FeedPlan): void {
  const title = feedSite.title ?? feedSite.slug ?? feedSite.projectId;
  const slug = freeSlug(slugFor(feedSite.slug ?? '', title).slice(0, 56));
  const site = { id: uuidv7(), slug, title };
  const owner = ownerOf(feedSite, people);
  const guess = owner ?? guessOwner(feedSite.accountLabel, guesses);
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
    quarantine: { before: null, after: 'unregistered' },
    ...(owner === undefined ? {} : { owner: { before: null, after: toRef(owner) } }),
    ...(guess === null ? {} : { guessedOwner: { before: null, after: toRef(guess) } }),
    ...Object.fromEntries(Object.entries(columns).map(([key, value]) => [key, { before: null, after: toJson(value) }])),
    ...(environment === null ? {} : { environmentKeys: environment.change }),
    ...placed.changes,
  };
  const created: PlannedSite = {
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
      quarantinedAt: now,
      quarantineReason: 'unregistered',
      guessedOwnerId: guess?.id ?? null,
      // A live Site always has an end; the usual lifetime is the most cautious guess.
      expiresAt: isLive ? defaultExpiry(settings, 'personal_draft', now) : null,
      reviewDueAt: addDays(now, settings.reviewIntervalDays.personal_draft),
      createdAt: now,
      updatedAt: now,
    },
    event: { type: 'site.created', site, changes, data: { from: 'feed', projectId: feedSite.projectId } },
    also: [{ type: 'site.quarantined', site, data: { quarantineReason: 'unregistered' } }],
  };
  plan.planned.push(created);
  plan.surprises.push({ kind: 'unregistered', site, ownerId: null });
}

/** A Site that the platform no longer shows: its record stays, and says since when. */
function planMissing(site: AbsentSite, { reportedAt }: Loaded, plan: FeedPlan): void {
  const { patch, event } = goMissing(site, reportedAt);
  plan.planned.push({ from: site.projectId, outcome: 'changed', site: siteSubject(site), revision: site.revision, changes: event.changes ?? {}, belongings: {}, patch, arrival: {}, event });
  plan.surprises.push({ kind: 'missing', site, ownerId: site.ownerId });
}

function toRef({ id, name, email }: { id: string; name: string; email: string }): { id: string; name: string; email: string } {
  return { id, name, email };
}

function planChange(feedSite: FeedSite, known: ExistingSite, placed: Placed, loaded: Loaded, plan: FeedPlan): void {
  const { people, settings, now, reportedAt } = loaded;
  const about = { id: known.id, slug: known.slug, title: known.title };
  const stays: PlannedSite = { from: feedSite.projectId, outcome: 'unchanged', site: about, changes: {}, belongings: {} };
  const isOlder = feedSite.updatedAt !== undefined && known.platformUpdatedAt !== null && feedSite.updatedAt < known.platformUpdatedAt;
  // The record of a retired Site stays as it is; that the platform still shows it is told by the demand to delete it.
  if (known.state === 'retired') {
    plan.planned.push(stays);
    plan.reports.push(reportOn(known, {}, known.owner?.email ?? null, { access: null, status: feedSite.status, isOlder }));
    return;
  }
  if (isOlder) plan.ignored.push(`${feedSite.projectId}: reported as of ${feedSite.updatedAt?.toISOString() ?? ''}, which is older than what is known`);
  const wanted: ArrivalColumns = isOlder ? {} : columnsOf(feedSite);
  const observed = feedSite.access !== undefined && accessIsNews(feedSite.access, known, isOlder, plan.ignored) ? observedColumns(feedSite.access, feedSite, known, now) : null;
  Object.assign(wanted, observed);
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
    changes.owner = { before: null, after: toRef(owner) };
  }
  const also: DomainEvent[] = [];
  if (feedSite.status !== undefined && !isOlder && closedByPlatform({ state: patch.state ?? known.state, awaitsOpening: loaded.awaitingOpening.has(known.id) }, feedSite.status)) {
    Object.assign(patch, platformClosing(feedSite.status, now));
    changes.state = { before: known.state, after: 'disabled' };
    also.push({ type: 'site.disabled', site: about, reason: patch.disabled?.note ?? null, changes: { state: changes.state }, data: { disableReason: 'platform_action' } });
    plan.surprises.push({ kind: 'suspended', site: about, ownerId: patch.ownerId ?? known.ownerId });
  }
  // Where a Site comes alone, as a version or a deployment, nothing was said about whether it is listed.
  const isListed = Object.keys(feedSite).length > 1;
  if (isListed && known.missingSince !== null && reportedAt >= known.missingSince) {
    patch.missingSince = null;
    changes.missingSince = { before: known.missingSince.toISOString(), after: null };
    also.push({ type: 'site.found_again', site: about, changes: { missingSince: changes.missingSince } });
  }
  if (isListed) {
    const access = observed === null ? null : { mode: observed.observedMode, stored: observed.observedAccess };
    plan.reports.push(reportOn(known, patch, owner?.email ?? known.owner?.email ?? null, { access, status: feedSite.status, isOlder }));
  }
  const all: Changes = { ...changes, ...(environment === null ? {} : { environmentKeys: environment.change }), ...placed.changes };
  if (Object.keys(all).length === 0) {
    plan.planned.push(stays);
    return;
  }
  const belongings: Belongings = { ...placed.belongings, ...(environment === null ? {} : { environment: environment.keys }) };
  plan.planned.push({
    from: feedSite.projectId,
    outcome: 'changed',
    site: about,
    revision: known.revision,
    changes: all,
    belongings,
    patch,
    arrival: columns,
    event: { type: 'site.observed', site: about, changes: all },
    also,
  });
}

