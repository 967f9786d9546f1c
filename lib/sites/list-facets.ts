import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { audienceLabels } from '@/lib/domain/audience';
import { classificationLabels, sensitivityLabels } from '@/lib/domain/classification';
import { facetKeys, type FacetKey } from '@/lib/domain/filter-fields';
import { conditionLabels, siteStateLabels } from '@/lib/domain/site';
import type { Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/gate/query';
import { log } from '@/lib/log';
import { currentSettings } from '@/lib/settings/get-settings';
import { compileSearch } from './compile-search';
import { countFacets, planCounts, readClock } from './count-facets';
import { foldBitmaps, foldFrom } from './fold-bitmaps';
import { nobody, siteSearchSchema, type Choice, type SiteSearch } from './site-search';
import { visibleSites } from './visible-sites';

/** About how many values each has: what it costs to count it. */
const usualValues: Record<FacetKey, number> = { state: 5, audience: 3, classification: 4, department: 25, sensitivity: 10, source: 30, condition: 8, completeness: 6, ownerStatus: 3, tag: 70 };
/** Up to so many values, a second statement costs more than it saves. */
const oneStatement = 30;
/** Without being asked for others: tags are many, and few look at them. */
const usualFacets = facetKeys.filter((name) => name !== 'tag');

/** Two statements on two connections, about as much work in each: two cores count in half the time. */
function halvesOf(names: readonly FacetKey[]): FacetKey[][] {
  const cost = (half: readonly FacetKey[]): number => half.reduce((sum, name) => sum + usualValues[name], 0);
  if (cost(names) <= oneStatement) return [[...names]];
  const halves: [FacetKey[], FacetKey[]] = [[], []];
  for (const name of [...names].sort((a, b) => usualValues[b] - usualValues[a])) (cost(halves[0]) <= cost(halves[1]) ? halves[0] : halves[1]).push(name);
  return halves;
}

const mostTags = 50;

const valueShape = z.object({ value: z.string(), label: z.string(), count: z.int() });
export const siteFacetsShape = z.object({
  /** How many Sites match all filters. */
  total: z.int(),
  /** Those that were asked for. */
  facets: z.object(Object.fromEntries(facetKeys.map((name) => [name, z.array(valueShape).optional()])) as Record<FacetKey, z.ZodOptional<z.ZodArray<typeof valueShape>>>),
});
export type SiteFacets = z.infer<typeof siteFacetsShape>;

const asked = z
  .string()
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.enum(facetKeys, { error: ({ input }) => `There is no facet “${String(input)}”. Choose from ${facetKeys.join(', ')}.` })).min(1))
  .optional();

/** Exact counts of every value of every facet for a search; a facet leaves its own filter out. */
export const listSiteFacets = query({
  name: 'site.list',
  input: siteSearchSchema.omit({ sort: true }).extend({ facets: asked }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { facets: names = usualFacets, ...search }, visible, context): Promise<SiteFacets> => {
    const settings = await currentSettings(db);
    const compiled = await compileSearch(db, search, visible, settings, context);
    const ask = { compiled, visible, settings, now: context.now };
    const plan = await planCounts(db, compiled);
    // What is found for the question alone is found once.
    const isCostly = plan.by === 'bits' && plan.shares !== null;
    const [words, ...counts] = await Promise.all([readNames(db), ...(isCostly ? [[...names]] : halvesOf(names)).map((some) => countFacets(db, ask, plan, some))]);
    if ((counts[0]?.exceptions ?? 0) > foldFrom) foldSoon(db, settings, context.now);
    const values = new Map(counts.flatMap((half) => [...half.values]));
    const facets = Object.fromEntries(
      names.map((facet) => [facet, listValues(facet, values.get(facet) ?? new Map<string, number>(), compiled.resolved[facet], words)]),
    ) as SiteFacets['facets'];
    return { total: counts[0]?.total ?? 0, facets };
  },
});

/** How many Sites match: exact, whatever the filter. */
export const countSites = query({
  name: 'site.list',
  input: siteSearchSchema.omit({ sort: true }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, search, visible, context) => {
    const [settings, clock] = await Promise.all([currentSettings(db), readClock(db)]);
    const compiled = await compileSearch(db, search, visible, settings, context);
    const { total } = await countFacets(db, { compiled, visible, settings, now: context.now }, await planCounts(db, compiled), [], clock);
    return { total };
  },
});

/** Not awaited: the answer is there, and the next one will be cheaper. */
function foldSoon(db: Database, settings: Settings, now: Date): void {
  foldBitmaps(db, settings, now).catch((error: unknown) => log.warn({ err: error }, 'the bitmaps could not be folded'));
}

/** What departments and sources are called: on the screen, and in a search that people can read. */
type Names = Map<string, { name: string; word: string }>;

async function readNames({ pool }: Database): Promise<Names> {
  const { rows } = await pool.query<{ id: string; name: string; word: string }>({
    name: 'facet_names',
    text: 'SELECT id::text, name, name AS word FROM department UNION ALL SELECT id::text, name, key FROM data_source',
  });
  return new Map(rows.map(({ id, ...each }) => [id, each]));
}

const labels: Partial<Record<FacetKey, Record<string, string>>> = {
  state: siteStateLabels,
  audience: audienceLabels,
  classification: classificationLabels,
  sensitivity: { ...sensitivityLabels, none: 'No data source' },
  condition: conditionLabels,
  ownerStatus: { active: 'Active', deactivated: 'Has left', none: 'Nobody' },
};

/** Enumerations in their own order, names by name, tags by how many; `none` last. What is filtered by stays in sight at 0. */
function listValues(facet: FacetKey, counted: Map<string, number>, choice: SiteSearch[FacetKey], names: Names): { value: string; label: string; count: number }[] {
  const own = facet === 'tag' ? new Map([...counted].map(([value, count]) => [value.replace(/^tag:/, ''), count])) : counted;
  const picked = choice as Choice | undefined;
  for (const value of [...(picked?.any ?? []), ...(picked?.not ?? [])]) if (!own.has(value)) own.set(value, 0);
  const known = Object.keys(labels[facet] ?? {});
  const found = [...own].map(([value, count]) => ({ value: names.get(value)?.word ?? value, label: labelOf(facet, value, names), count }));
  found.sort((a, b) => {
    if ((a.value === nobody) !== (b.value === nobody)) return a.value === nobody ? 1 : -1;
    if (known.length > 0) return known.indexOf(a.value) - known.indexOf(b.value);
    if (facet === 'completeness') return Number(a.value) - Number(b.value);
    if (facet === 'tag' && a.count !== b.count) return b.count - a.count;
    return a.label.localeCompare(b.label, 'en');
  });
  return facet === 'tag' ? found.slice(0, mostTags) : found;
}

function labelOf(facet: FacetKey, value: string, names: Names): string {
  if (facet === 'completeness') return `${value} %`;
  const empty: Partial<Record<FacetKey, string>> = { department: 'No department', source: 'No data source', tag: 'No tag' };
  return labels[facet]?.[value] ?? (value === nobody ? empty[facet] : names.get(value)?.name) ?? value;
}
