import { addDays } from 'date-fns';
import { Prisma } from '@/lib/db/generated/client';
import type { Condition } from '@/lib/domain/site';
import { widestFor } from '@/lib/domain/site';
import { classifications, isSensitive, sensitivities } from '@/lib/domain/classification';
import type { Settings } from '@/lib/domain/settings';
import type { SiteSearch } from './site-search';

/** What filters are compiled against besides their own values. */
export type WhereContext = { settings: Settings; now: Date; personId: string | null };

/** The ids that a filter's words stand for, looked up beforehand so that an unknown name is refused, not empty. */
export type ResolvedSearch = SiteSearch & { departmentIds: string[]; ownerIds: string[]; sourceIds: string[] };

const { sql, join } = Prisma;
const no = sql`FALSE`;

/** `%`, `_` and `\` in a search are letters like others. */
function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
}

const sensitiveValues = join(sensitivities.filter(isSensitive).map((value) => sql`${value}::"Sensitivity"`));
const narrowClassifications = join(
  classifications.filter((value) => widestFor[value] !== 'workspace_all').map((value) => sql`${value}::"Classification"`),
);

const missing = sql`(btrim(s.title) = '' OR s.owner_id IS NULL OR s.department_id IS NULL OR s.expires_at IS NULL
  OR coalesce(btrim(s.data_source_note), '') = '')`;

/** `conditionsOf` of lib/domain/site.ts, said in SQL over `site s`; a test holds the two against each other. */
const conditionSql: Record<Condition, (context: WhereContext) => Prisma.Sql> = {
  expired: ({ now }) => sql`s.expires_at <= ${now}`,
  expiring: ({ now, settings }) => sql`(s.expires_at > ${now} AND s.expires_at < ${addDays(now, settings.expiringDays)})`,
  review_due: ({ now }) => sql`s.review_due_at <= ${now}`,
  ownerless: () => sql`(s.owner_id IS NULL OR EXISTS (
    SELECT FROM person p WHERE p.id = s.owner_id AND p.deactivated_at IS NOT NULL))`,
  inactive: ({ now, settings }) => sql`(s.state = 'live' AND s.last_visited_at <= ${addDays(now, -settings.inactiveDays)})`,
  drifted: () => sql`s.drift <> 'none'`,
  incomplete: () => missing,
  over_exposed: () => sql`(
    s.observed_mode = 'public'
    OR ((s.audience = 'workspace_all' OR s.observed_mode = 'workspace_all') AND (
      s.classification IN (${narrowClassifications})
      OR EXISTS (SELECT FROM site_data_source x JOIN data_source d ON d.id = x.source_id
                  WHERE x.site_id = s.id AND d.sensitivity IN (${sensitiveValues})))))`,
};

/** One handler for each field; fields are ANDed, values of a field ORed. */
const handlers: {
  [Field in Exclude<keyof SiteSearch, 'sort'>]-?: (search: ResolvedSearch, context: WhereContext) => Prisma.Sql;
} = {
  q: ({ q }) => {
    const pattern = likePattern((q ?? '').trim());
    return sql`(s.title ILIKE ${pattern} OR s.slug ILIKE ${pattern} OR s.purpose ILIKE ${pattern}
      OR s.live_url ILIKE ${pattern} OR s.expected_url ILIKE ${pattern} OR s.project_id ILIKE ${pattern}
      OR EXISTS (SELECT FROM person p WHERE p.id = s.owner_id AND (p.name ILIKE ${pattern} OR p.email ILIKE ${pattern})))`;
  },
  state: ({ state }) => sql`s.state IN (${join((state ?? []).map((value) => sql`${value}::"SiteState"`))})`,
  audience: ({ audience }) => sql`s.audience IN (${join((audience ?? []).map((value) => sql`${value}::"AudienceMode"`))})`,
  classification: ({ classification }) =>
    sql`s.classification IN (${join((classification ?? []).map((value) => sql`${value}::"Classification"`))})`,
  department: ({ department, departmentIds }) => idsOrNone(sql`s.department_id`, departmentIds, department),
  owner: ({ owner, ownerIds }) => idsOrNone(sql`s.owner_id`, ownerIds, owner),
  source: ({ source, sourceIds }) => {
    const used = sql`EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id AND x.source_id = ANY (${sourceIds}::uuid[]))`;
    const none = sql`NOT EXISTS (SELECT FROM site_data_source x WHERE x.site_id = s.id)`;
    return either([sourceIds.length > 0 ? used : no, source?.includes('none') === true ? none : no]);
  },
  condition: ({ condition }, context) =>
    either((condition ?? []).map((name) => sql`(s.state <> 'retired' AND ${conditionSql[name](context)})`)),
};

function idsOrNone(column: Prisma.Sql, ids: string[], words: string[] | undefined): Prisma.Sql {
  return either([
    ids.length > 0 ? sql`${column} = ANY (${ids}::uuid[])` : no,
    words?.includes('none') === true ? sql`${column} IS NULL` : no,
  ]);
}

function either(parts: Prisma.Sql[]): Prisma.Sql {
  return sql`(${join(parts, ' OR ')})`;
}

/** The condition over `site s` that a search means. */
export function siteWhere(search: ResolvedSearch, context: WhereContext): Prisma.Sql {
  const parts = (Object.keys(handlers) as (keyof typeof handlers)[])
    .filter((field) => {
      const value = search[field];
      return value !== undefined && value.length > 0;
    })
    .map((field) => handlers[field](search, context));
  return parts.length === 0 ? sql`TRUE` : join(parts, ' AND ');
}
