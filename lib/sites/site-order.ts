import type { SortKey } from '@/lib/db/keyset';
import { Prisma } from '@/lib/db/generated/client';
import { audienceModes, observedModes } from '@/lib/domain/audience';
import { classifications } from '@/lib/domain/classification';
import { siteStates } from '@/lib/domain/site';
import type { SiteSort, SiteSortKey } from './site-search';
import type { ResolvedSearch } from './site-where';

const { sql } = Prisma;

const enumeration = (column: Prisma.Sql, type: string, values: readonly string[]): Omit<SortKey, 'descending'> => ({
  expression: column,
  type: `"${type}"`,
  nullable: false,
  values: values.map((value) => `'${value}'::"${type}"`),
});
const instant = (column: Prisma.Sql, nullable: boolean): Omit<SortKey, 'descending'> => ({ expression: column, type: 'timestamptz', nullable });

/** Sort keys by name, over `site_index i`. Names sort whatever their case, enumerations in the order of their meaning. */
const sortKeys: Record<SiteSortKey, Omit<SortKey, 'descending'>> = {
  title: { expression: sql`i.title_sort`, type: 'text', nullable: false },
  state: enumeration(sql`i.state`, 'SiteState', siteStates),
  audience: enumeration(sql`i.audience`, 'AudienceMode', audienceModes),
  observedAudience: { ...enumeration(sql`i.observed_mode`, 'ObservedMode', observedModes), nullable: true },
  classification: enumeration(sql`i.classification`, 'Classification', classifications),
  owner: { expression: sql`i.owner_sort`, type: 'text', nullable: true },
  department: { expression: sql`i.department_sort`, type: 'text', nullable: true },
  expiresAt: instant(sql`i.expires_at`, true),
  reviewDueAt: instant(sql`i.review_due_at`, true),
  lastReviewedAt: instant(sql`i.last_reviewed_at`, true),
  lastVisitedAt: instant(sql`i.last_visited_at`, true),
  officialSince: instant(sql`i.official_since`, true),
  completeness: { expression: sql`i.completeness`, type: 'int8', nullable: false, values: ['0', '1', '2', '3', '4', '5'] },
  createdAt: instant(sql`i.created_at`, false),
  updatedAt: instant(sql`i.updated_at`, false),
};

/**
 * What the filter says of the column that the list is sorted by first. The planner doesn't know that a department has one
 * name, and would walk past all departments before it.
 */
export function knownOfOrder(sort: SiteSort[] | undefined, { department }: ResolvedSearch): Prisma.Sql[] {
  const ids = department?.any ?? [];
  if (sort?.[0]?.key !== 'department' || ids.length === 0 || ids.includes('none')) return [];
  return [sql`i.department_sort = ANY (ARRAY(SELECT lower(name) FROM department WHERE id = ANY (${ids}::uuid[])))`];
}

/** The keys of an order, by title when none is asked for. The id breaks ties, the same way as the key before it. */
export function siteOrder(sort: SiteSort[] | undefined): SortKey[] {
  const chosen: SiteSort[] = sort === undefined || sort.length === 0 ? [{ key: 'title', descending: false }] : sort;
  return [
    ...chosen.map(({ key, descending }) => ({ ...sortKeys[key], descending })),
    { expression: sql`i.site_id`, type: 'uuid', descending: chosen.at(-1)?.descending ?? false, nullable: false },
  ];
}
