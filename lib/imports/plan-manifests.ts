import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { Changes } from '@/lib/domain/events';
import type { Json } from '@/lib/domain/refusal';
import type { Settings } from '@/lib/domain/settings';
import type { ArrivalColumns } from '@/lib/sites/write';
import { changedColumns, toJson } from './changed-columns';
import type { ExistingSite } from './existing-sites';
import { planEnvironment } from './plan-environment';
import type { Belongings, Plan, PlannedSite } from './planned-site';
import { siteIdentity, type ManifestItem } from './parse/manifest-item';
import type { ParsedManifest } from './parse/manifest';
import { siteContext } from './parse/site-context';
import { slugFor } from './parse/slug';
import type { ImportRefusal } from './parse/refusal';

/** A manifest that could be read, with where it stands. */
export type ReadManifest = { item: ManifestItem; manifest: ParsedManifest };

type Loaded = { existing: ExistingSite[]; freeSlug: (base: string) => string; settings: Settings; now: Date };

/**
 * What the manifests would do. A Site is known by its project id, else by repository and path; one that was known by
 * its place and now has an id keeps its record. Title and purpose are only taken where the record has none: what
 * people wrote is theirs.
 */
export function planManifests(read: ReadManifest[], refused: ImportRefusal[], ignored: string[], loaded: Loaded): Plan {
  const plan: Plan = { planned: [], refused: [...refused], ignored };
  const claimed = new Map<string, string>();
  for (const { item, manifest } of read) {
    const place = siteIdentity(item);
    const site = findSite(loaded.existing, manifest, place);
    const identity = site?.id ?? manifest.projectId ?? `${place.repository}\n${place.manifestPath}`;
    const earlier = claimed.get(identity);
    if (earlier !== undefined) {
      plan.refused.push({ path: manifest.path, field: 'project_id', reason: `${earlier} is about the same Site. Import one of the two.` });
      continue;
    }
    claimed.set(identity, manifest.path);
    plan.planned.push(site === undefined ? planNew(item, manifest, loaded) : planChange(item, manifest, site));
  }
  return plan;
}

function findSite(existing: ExistingSite[], manifest: ParsedManifest, place: { repository: string; manifestPath: string }): ExistingSite | undefined {
  const byId = manifest.projectId === undefined ? undefined : existing.find((site) => site.projectId === manifest.projectId);
  return byId ?? existing.find((site) => site.projectId === null && site.repository === place.repository && site.manifestPath === place.manifestPath);
}

/** What a manifest says of the Site's own columns. */
function columnsOf(item: ManifestItem, manifest: ParsedManifest, site: ExistingSite | undefined): ArrivalColumns {
  const { repository, manifestPath } = siteIdentity(item);
  const commit = item.context?.lastCommit;
  // A bare upload can't tell its repository; it must not write over one that a checkout told.
  const placeKnown = item.repository !== undefined || site?.repository == null;
  return {
    ...(manifest.projectId === undefined ? {} : { projectId: manifest.projectId }),
    ...(placeKnown ? { repository, manifestPath } : {}),
    staticDirectory: manifest.staticDirectory ?? null,
    ...(manifest.capabilities === undefined ? {} : { capabilities: manifest.capabilities as object }),
    ...(Object.keys(manifest.extra).length === 0 && (site === undefined || site.manifestExtra === null) ? {} : { manifestExtra: manifest.extra }),
    ...(manifest.createdAt === undefined ? {} : { builtAt: manifest.createdAt }),
    ...(commit === undefined
      ? {}
      : { lastCommitSha: commit.sha, lastCommitAt: commit.at, lastCommitAuthor: `${commit.authorName} <${commit.authorEmail}>` }),
  };
}

function planNew(item: ManifestItem, manifest: ParsedManifest, { freeSlug, settings, now }: Loaded): PlannedSite {
  const context = item.context ?? siteContext(item, {});
  const slug = freeSlug(slugFor(context.title, manifest.siteRoot).slice(0, 56));
  const site = { id: uuidv7(), slug, title: context.title };
  const { belongings, changes } = belongingsOf(manifest, context.environmentKeys, undefined);
  const columns = columnsOf(item, manifest, undefined);
  const shown: Changes = { title: { before: null, after: context.title }, ...changes };
  for (const [key, value] of Object.entries(columns)) if (value !== null) shown[key] = { before: null, after: toJson(value) };
  return {
    from: manifest.path,
    outcome: 'created',
    site,
    changes: shown,
    belongings,
    dataSources: [],
    create: {
      ...columns,
      slug,
      title: context.title,
      purpose: context.purpose ?? null,
      // A manifest tells that a Site was made, not that it was deployed; the platform's feed tells that.
      state: 'draft',
      ownerId: null,
      reviewDueAt: addDays(now, settings.reviewIntervalDays.personal_draft),
      createdAt: now,
      updatedAt: now,
    },
    event: { type: 'site.created', site, changes: shown, data: { from: 'manifest', path: manifest.path } },
  };
}

function planChange(item: ManifestItem, manifest: ParsedManifest, site: ExistingSite): PlannedSite {
  const context = item.context;
  const { columns, changes } = changedColumns(site, columnsOf(item, manifest, site));
  const purpose = site.purpose === null && context?.purpose !== undefined ? context.purpose : undefined;
  const { belongings, changes: belongingChanges } = belongingsOf(manifest, context?.environmentKeys, site);
  const all: Changes = { ...changes, ...belongingChanges, ...(purpose === undefined ? {} : { purpose: { before: null, after: purpose } }) };
  const about = { id: site.id, slug: site.slug, title: site.title };
  if (Object.keys(all).length === 0) return { from: manifest.path, outcome: 'unchanged', site: about, changes: {}, belongings: {} };
  if (site.state === 'retired') return { from: manifest.path, outcome: 'unchanged', site: about, changes: {}, belongings: {} };
  return {
    from: manifest.path,
    outcome: 'changed',
    site: about,
    revision: site.revision,
    changes: all,
    belongings,
    patch: purpose === undefined ? {} : { purpose },
    arrival: columns,
    event: { type: 'site.manifest_imported', site: about, changes: all, data: { path: manifest.path } },
  };
}

function belongingsOf(
  manifest: ParsedManifest,
  declaredKeys: { key: string; isSecret: boolean }[] | undefined,
  site: ExistingSite | undefined,
): { belongings: Belongings; changes: Changes } {
  const belongings: Belongings = {};
  const changes: Changes = {};
  const bindings = (['d1', 'r2'] as const).flatMap((kind) => {
    const name = manifest[kind] ?? null;
    const known = site?.bindings.find((binding) => binding.kind === kind);
    if ((known?.name ?? null) === name) return [];
    // The note of a binding that goes away stays readable in the event.
    const before: Json = known === undefined ? null : toJson({ ...known, id: undefined, siteId: undefined, kind: undefined });
    changes[kind] = { before, after: name };
    return [{ kind, name }];
  });
  if (bindings.length > 0) belongings.bindings = bindings;
  const environment = planEnvironment(site, { declared: declaredKeys });
  if (environment !== null) {
    belongings.environment = environment.keys;
    changes.environmentKeys = environment.change;
  }
  return { belongings, changes };
}
