import type { z } from 'zod';
import { cleanText } from './clean-text';
import { toFeedDeployment, toFeedVersion, type FeedDeployment, type FeedVersion } from './feed-records';
import { feedLimits, rawFeedDeployment, rawFeedEnvironment, rawFeedSite, rawFeedVersion } from './feed-schemas';
import { withoutFeedSecrets } from './feed-secrets';
import { environmentOf, toFeedSite, type FeedSite } from './feed-site';
import { newestOf } from './newest-of';
import type { ImportRefusal } from './refusal';
import { scrubText } from './secrets';

export type Feed = {
  sites: FeedSite[];
  versions: FeedVersion[];
  deployments: FeedDeployment[];
  refused: ImportRefusal[];
  /** Every id that stands in the list of Sites, also of one that was refused: the platform shows it all the same. */
  shown: string[];
  /** Objects in that list without an id that can be read: nobody knows which Sites they are. */
  nameless: number;
  /** Where secrets stood that were dropped (`sites[].siwc_bypass_bearer_token`); places, never values. */
  dropped: string[];
  /** Fields that this version doesn't know (`sites[].theme`) and that were left out. */
  ignored: string[];
};

/** One object of the feed on its way: where it stood, and what became of it. */
type Placed<Value> = { path: string; value: Value };

const maxRefusals = 1000;
const maxIgnored = 200;

type Kind = keyof typeof feedLimits;
type Collected = { refused: ImportRefusal[]; dropped: Set<string>; ignored: Set<string> };

/**
 * Reads what the connector returned: `{ sites, versions, deployments }`, each optional, also `site` for what `get_site`
 * returned and `environments` for environments by themselves. Secrets go first, before anything else sees an object.
 * A bad object is refused by its place and the others arrive. Of a Site that stands twice the higher policy revision
 * counts, then the later `updated_at`, then the later place; the other is refused as superseded, unless they are equal.
 */
export function parseFeed(json: unknown): Feed {
  const collected: Collected = { refused: [], dropped: new Set(), ignored: new Set() };
  const feed = asObject(json);
  if (feed === undefined) {
    const reason = 'The feed is not a JSON object. Send { "sites": [...], "versions": [...], "deployments": [...] }.';
    return { sites: [], versions: [], deployments: [], refused: [{ path: '', reason }], shown: [], nameless: 1, dropped: [], ignored: [] };
  }
  const sites = read(feed, 'sites', rawFeedSite, collected).map(({ path, value }) => ({ path, value: toFeedSite(value) }));
  if (feed.site !== undefined && feed.site !== null) {
    const single = accept(feed.site, 'site', 'site', rawFeedSite, collected);
    if (single !== undefined) sites.push({ path: 'site', value: toFeedSite(single) });
  }
  const versions: Placed<FeedVersion>[] = [];
  for (const { path, value } of read(feed, 'versions', rawFeedVersion, collected)) {
    const version = toFeedVersion(value, path);
    if ('reason' in version) collected.refused.push(version);
    else versions.push({ path, value: version });
  }
  const deployments: Placed<FeedDeployment>[] = [];
  for (const { path, value } of read(feed, 'deployments', rawFeedDeployment, collected)) {
    const deployment = toFeedDeployment(value, path);
    if ('reason' in deployment) collected.refused.push(deployment);
    else deployments.push({ path, value: deployment });
  }
  const environments = read(feed, 'environments', rawFeedEnvironment, collected);
  const newestSites = newestOf(sites, (site) => site.projectId, (site) => [site.access?.revision ?? -1, time(site.updatedAt)], collected.refused);
  const result = {
    sites: withEnvironments(newestSites, environments.map(({ value }) => ({ projectId: value.project_id, environment: environmentOf(value) }))),
    versions: newestOf(versions, (version) => version.id, (version) => [time(version.updatedAt)], collected.refused),
    deployments: newestOf(deployments, (deployment) => deployment.id, (deployment) => [time(deployment.updatedAt)], collected.refused),
  };
  return { ...result, ...shownBy(feed), refused: bounded(collected.refused), dropped: [...collected.dropped], ignored: [...collected.ignored] };
}

/** What a list of Sites names, to its end: also beyond what one feed takes. */
function shownBy(feed: Record<string, unknown>): Pick<Feed, 'shown' | 'nameless'> {
  const list: unknown[] = [...(Array.isArray(feed.sites) ? (feed.sites as unknown[]) : []), ...(feed.site == null ? [] : [feed.site])];
  const ids = list.map((item) => asObject(item)?.id);
  const shown = ids.filter((id): id is string => typeof id === 'string' && id.trim() !== '').map((id) => id.trim());
  // Without a list at all nothing was said about what there is.
  return { shown, nameless: list.length - shown.length + (Array.isArray(feed.sites) ? 0 : 1) };
}

/** Reads one list of the feed, object by object. */
function read<Raw extends z.ZodObject>(
  feed: Record<string, unknown>,
  kind: Kind,
  schema: Raw,
  collected: Collected,
): Placed<z.output<Raw>>[] {
  const list = feed[kind];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    collected.refused.push({ path: kind, field: kind, reason: `${kind} has to be a list of objects.` });
    return [];
  }
  const limit = feedLimits[kind];
  if (list.length > limit) {
    collected.refused.push({ path: `${kind}[${limit}]`, field: kind, reason: `Only the first ${limit} of ${list.length} were read. Send the rest in another feed.` });
  }
  const placed: Placed<z.output<Raw>>[] = [];
  for (const [index, item] of list.slice(0, limit).entries()) {
    const path = `${kind}[${index}]`;
    const value = accept(item, path, `${kind}[]`, schema, collected);
    if (value !== undefined) placed.push({ path, value });
  }
  return placed;
}

function accept<Raw extends z.ZodObject>(
  item: unknown,
  path: string,
  place: string,
  schema: Raw,
  collected: Collected,
): z.output<Raw> | undefined {
  const clean = withoutFeedSecrets(item, place, collected.dropped);
  for (const key of Object.keys(asObject(clean) ?? {})) {
    if (!Object.hasOwn(schema.shape, key) && collected.ignored.size < maxIgnored) collected.ignored.add(`${place}.${cleanText(scrubText(key), 100)}`);
  }
  const parsed = schema.safeParse(clean);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 20)) {
    const field = fieldPath(issue.path);
    collected.refused.push({
      path: field === '' ? path : `${path}${field.startsWith('[') ? '' : '.'}${field}`,
      ...(field === '' ? {} : { field }),
      reason: issue.message,
    });
  }
  return undefined;
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** Environments that came by themselves join their Site; a Site that isn't in the feed is then known by its id only. */
function withEnvironments(sites: FeedSite[], environments: Pick<Required<FeedSite>, 'projectId' | 'environment'>[]): FeedSite[] {
  const byId = new Map(sites.map((site) => [site.projectId, site]));
  for (const { projectId, environment } of environments) {
    const site = byId.get(projectId) ?? { projectId };
    const known = site.environment?.revision ?? -1;
    if (site.environment === undefined || (environment.revision ?? -1) >= known) site.environment = environment;
    byId.set(projectId, site);
  }
  return [...byId.values()];
}

function bounded(refused: ImportRefusal[]): ImportRefusal[] {
  if (refused.length <= maxRefusals) return refused;
  return [...refused.slice(0, maxRefusals), { reason: `${refused.length - maxRefusals} more were refused than are listed here.` }];
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;
}

function time(at: Date | undefined): number {
  return at?.getTime() ?? -1;
}
