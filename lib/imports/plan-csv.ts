import { addDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { Changes } from '@/lib/domain/events';
import { longestExpiry, type Settings } from '@/lib/domain/settings';
import { dateJson, type SitePatch } from '@/lib/domain/site-decisions';
import { sourcesJson } from '@/lib/domain/edit-site';
import type { PersonRef, SiteSource } from '@/lib/domain/site';
import type { ArrivalColumns } from '@/lib/sites/write';
import type { CsvExistingSite } from './csv-existing-sites';
import type { CsvSiteRow } from './parse/csv';
import type { ImportRefusal } from './parse/refusal';
import { slugFor } from './parse/slug';
import type { Plan, PlannedSite } from './planned-site';

export type CsvReferences = {
  people: Map<string, PersonRef>;
  departments: Map<string, { id: string; name: string }>;
  sources: Map<string, SiteSource>;
};

type Loaded = {
  existing: readonly CsvExistingSite[];
  references: CsvReferences;
  freeSlug: (base: string) => string;
  /** The line that is about a Site already, by the Site's id; grows from batch to batch. */
  claimed: Map<string, number>;
  settings: Settings;
  now: Date;
};
type Refuse = (field: string, reason: string) => void;

/**
 * What a batch of rows would do: a row finds its Site by id, project id or slug. One that names none makes a new Site, unless
 * an earlier import of it did: then it finds the Site that has its title and the slug made of it.
 */
export function planCsv(rows: readonly CsvSiteRow[], loaded: Loaded): Plan {
  const { claimed } = loaded;
  const plan: Plan = { planned: [], refused: [], ignored: [] };
  const byId = new Map(loaded.existing.map((site) => [site.id, site]));
  const byProject = new Map(loaded.existing.map((site) => [site.projectId, site]));
  const bySlug = new Map(loaded.existing.map((site) => [site.slug, site]));
  const byTitle = new Map<string, CsvExistingSite[]>();
  for (const site of loaded.existing) byTitle.set(site.title, [...(byTitle.get(site.title) ?? []), site]);
  for (const row of rows) {
    const problems: ImportRefusal[] = [];
    const refuse: Refuse = (field, reason) => problems.push({ line: row.line, field, reason });
    const ofProject = row.projectId === undefined ? undefined : byProject.get(row.projectId);
    const site =
      (row.id === undefined ? undefined : byId.get(row.id)) ??
      ofProject ??
      (row.slug === undefined ? undefined : bySlug.get(row.slug)) ??
      (namesNoSite(row) ? byTitle.get(row.title ?? '')?.find((one) => !claimed.has(one.id) && isMadeFrom(one, row.title ?? '')) : undefined);
    if (row.id !== undefined && byId.get(row.id) === undefined) refuse('id', 'There is no Site with this id. Leave it empty for a new Site.');
    if (site !== undefined && row.slug !== undefined && row.slug !== site.slug) refuse('slug', `This Site’s slug is ${site.slug}; an import doesn’t change it.`);
    if (site !== undefined && row.projectId !== undefined && row.projectId !== site.projectId && site.projectId !== null) {
      refuse('project_id', 'This Site has another project id. An import doesn’t change it.');
    }
    if (site !== undefined && ofProject !== undefined && ofProject !== site) refuse('project_id', `That is the project id of another Site, ${ofProject.slug}.`);
    if (site === undefined && (row.title ?? '') === '') refuse('title', 'There is no such Site yet, and a new one needs a title.');
    const earlier = site === undefined ? undefined : claimed.get(site.id);
    if (earlier !== undefined) refuse('id', `Line ${earlier} is about the same Site. Bring the two together in one row.`);
    const wanted = resolveRow(row, site, loaded, refuse);
    if (problems.length > 0) {
      plan.refused.push(...problems);
      continue;
    }
    if (site !== undefined) claimed.set(site.id, row.line);
    plan.planned.push(site === undefined ? planNew(row, wanted, loaded) : planChange(row, wanted, site));
  }
  return plan;
}

/** Whether a row leaves it to its title which Site it is about. */
export function namesNoSite({ id, projectId, slug }: CsvSiteRow): boolean {
  return id === undefined && projectId === undefined && slug === undefined;
}

/** The slug that a new Site of this title gets, while it is free. */
export function slugOfTitle(title: string): string {
  return slugFor(title).slice(0, 56);
}

function isMadeFrom(site: CsvExistingSite, title: string): boolean {
  const base = slugOfTitle(title);
  return site.title === title && (site.slug === base || (site.slug.startsWith(`${base}-`) && /^\d+$/.test(site.slug.slice(base.length + 1))));
}

type Wanted = { patch: SitePatch; arrival: ArrivalColumns; changes: Changes };

/** The differences between a row and the record; what can't be is refused by its column. */
function resolveRow(row: CsvSiteRow, site: CsvExistingSite | undefined, { references, settings, now }: Loaded, refuse: Refuse): Wanted {
  const patch: SitePatch = {};
  const arrival: ArrivalColumns = {};
  const changes: Changes = {};

  if (row.state !== undefined && row.state !== (site?.state ?? 'draft')) refuse('state', 'An import doesn’t change the state. Disable, re-enable or retire the Site instead.');
  if (row.audience !== undefined && row.audience !== (site?.audience ?? 'admins_only')) {
    refuse('audience', 'An import doesn’t change the audience. Narrow it, or ask for a widening.');
  }

  for (const key of ['title', 'purpose', 'dataSourceNote', 'classification'] as const) {
    const value = row[key];
    if (value === undefined || value === (site?.[key] ?? null)) continue;
    if (value === null && key === 'title') refuse('title', 'A Site keeps a title. Write one.');
    Object.assign(patch, { [key]: value });
    changes[key] = { before: site?.[key] ?? null, after: value };
  }
  for (const key of ['officialSince', 'reviewDueAt', 'expiresAt'] as const) {
    const value = row[key];
    if (value === undefined || dateJson(value) === dateJson(site?.[key] ?? null)) continue;
    patch[key] = value;
    changes[key] = { before: dateJson(site?.[key] ?? null), after: dateJson(value) };
  }
  if (patch.expiresAt === null && (site?.state === 'live' || site?.disabledFrom === 'live')) refuse('expires_at', 'A live Site always has an expiry date. Write one.');
  const classification = row.classification ?? site?.classification ?? 'personal_draft';
  const longest = longestExpiry(settings, classification, now);
  const expiresAt = patch.expiresAt === undefined ? (site?.expiresAt ?? null) : patch.expiresAt;
  if ((patch.expiresAt !== undefined || patch.classification !== undefined) && expiresAt !== null && expiresAt > longest) {
    // As when it is edited: nobody borrows a long lifetime from another classification.
    if (row.expiresAt === undefined) {
      patch.expiresAt = longest;
      changes.expiresAt = { before: dateJson(expiresAt), after: dateJson(longest) };
    } else refuse('expires_at', `At most ${settings.longestLifetimeDays[classification]} days for this classification, until ${longest.toISOString()}.`);
  }
  person('ownerEmail', 'owner_email', site?.owner ?? null, (id) => { patch.ownerId = id; }, 'owner');
  person('successorEmail', 'successor_email', site?.successor ?? null, (id) => { patch.successorId = id; }, 'successor');
  const ownerId = patch.ownerId === undefined ? (site?.owner?.id ?? null) : patch.ownerId;
  const successorId = patch.successorId === undefined ? (site?.successor?.id ?? null) : patch.successorId;
  if (ownerId !== null && ownerId === successorId) refuse('successor_email', 'The owner can’t be their own successor. Name somebody else.');

  if (row.department !== undefined && (row.department?.toLowerCase() ?? null) !== (site?.department?.name.toLowerCase() ?? null)) {
    const department = row.department === null ? null : references.departments.get(row.department.toLowerCase());
    if (department === undefined) refuse('department', `There is no department “${row.department ?? ''}”.`);
    else {
      patch.departmentId = department?.id ?? null;
      changes.department = { before: site?.department?.name ?? null, after: department?.name ?? null };
    }
  }
  if (row.dataSources !== undefined) {
    const sources = row.dataSources.flatMap(({ name, mode }): SiteSource[] => {
      const source = references.sources.get(name.toLowerCase());
      if (source === undefined) refuse('data_sources', `There is no data source “${name}”.`);
      if (mode === 'forbidden') refuse('data_sources', `“${name}”: no Site uses a source in a forbidden way. Leave the source out.`);
      return source === undefined ? [] : [{ ...source, mode }];
    });
    const names = sources.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) refuse('data_sources', `“${twice}” stands twice. Name each once.`);
    if (sourcesJson(sources) !== sourcesJson(site?.dataSources ?? [])) {
      patch.dataSources = sources.map(({ id, mode }) => ({ id, mode }));
      changes.dataSources = { before: sourcesJson(site?.dataSources ?? []), after: sourcesJson(sources) };
    }
  }
  column('repository', row.repository, site?.repository ?? null);
  column('liveUrl', row.productionUrl, site?.liveUrl ?? site?.expectedUrl ?? null);
  if (row.projectId !== undefined && site?.projectId == null) {
    arrival.projectId = row.projectId;
    changes.projectId = { before: null, after: row.projectId };
  }
  if (site?.state === 'retired' && Object.keys(changes).length > 0) refuse(Object.keys(changes)[0] ?? 'id', 'This Site is retired. Its record stays as it is.');
  return { patch, arrival, changes };

  function column(key: 'repository' | 'liveUrl', value: string | null | undefined, before: string | null): void {
    // A manifest that stood at the top of what was imported has a repository without a name.
    if (value === undefined || (value ?? '') === (before ?? '')) return;
    arrival[key] = value;
    changes[key] = { before, after: value };
  }

  function person(key: 'ownerEmail' | 'successorEmail', name: string, before: PersonRef | null, set: (id: string | null) => void, change: string): void {
    const email = row[key];
    if (email === undefined || email === (before?.email ?? null)) return;
    const found = email === null ? null : references.people.get(email);
    if (found === undefined) return refuse(name, `There is no person with the address ${email ?? ''}.`);
    if (found?.active === false) return refuse(name, `${found.name} has left. Name somebody else.`);
    set(found?.id ?? null);
    changes[change] = { before: before?.email ?? null, after: found?.email ?? null };
  }
}

function planNew(row: CsvSiteRow, { patch, arrival, changes }: Wanted, { freeSlug, settings, now }: Loaded): PlannedSite {
  const title = row.title ?? '';
  const slug = row.slug ?? freeSlug(slugOfTitle(title));
  const site = { id: uuidv7(), slug, title };
  const classification = row.classification ?? 'personal_draft';
  const { dataSources = [], ...columns } = patch;
  return {
    from: `line ${row.line}`,
    outcome: 'created',
    site,
    changes,
    belongings: {},
    dataSources,
    create: {
      ...arrival,
      ...(columns as ArrivalColumns),
      slug,
      title,
      state: 'draft',
      ownerId: patch.ownerId ?? null,
      reviewDueAt: patch.reviewDueAt ?? addDays(now, settings.reviewIntervalDays[classification]),
      createdAt: now,
      updatedAt: now,
    },
    event: { type: 'site.created', site, changes, data: { from: 'csv', line: row.line } },
  };
}

function planChange(row: CsvSiteRow, { patch, arrival, changes }: Wanted, site: CsvExistingSite): PlannedSite {
  const about = { id: site.id, slug: site.slug, title: site.title };
  const from = `line ${row.line}`;
  if (Object.keys(changes).length === 0) return { from, outcome: 'unchanged', site: about, changes: {}, belongings: {} };
  return {
    from,
    outcome: 'changed',
    site: about,
    revision: site.revision,
    changes,
    belongings: {},
    patch,
    arrival,
    event: { type: 'site.csv_imported', site: about, changes, data: { line: row.line } },
  };
}
