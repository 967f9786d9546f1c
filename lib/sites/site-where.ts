import { addDays } from 'date-fns';
import { Prisma } from '@/lib/db/generated/client';
import { spanAt } from '@/lib/domain/date-range';
import type { Condition } from '@/lib/domain/site';
import type { Settings } from '@/lib/domain/settings';
import { isStorable } from '@/lib/gate/storable';
import { inactiveBefore, isInactiveSince } from './inactive-before';
import type { Choice, DateChoice, SiteSearch } from './site-search';

/** What filters are compiled against besides their own values. */
export type WhereContext = { settings: Settings; now: Date };

/** A search whose words are looked up: references are ids, or `none`. */
export type ResolvedSearch = Omit<SiteSearch, 'sort'>;
export type SearchField = keyof ResolvedSearch;

const { sql, join, raw } = Prisma;

/** The separator of the fields in `site_text.body`; no field holds it. */
const fieldSeparator = '\u001f';

/** `%`, `_` and `\` in a search are letters like others. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
}

/** Whether any Site could hold a text. */
export function isFindable(text: string): boolean {
  return isStorable(text) && !text.includes(fieldSeparator);
}

/** What trigrams are blind to, as `site_signs` of the database has it: an index of its own finds it. */
export function signsOf(q: string): Prisma.Sql[] {
  return /[^a-z0-9 ./:@_-]/i.test(q) ? [sql`site_signs(t.body) @> site_signs(lower(${q}))`] : [];
}

/** The words of a text that trigrams can find. Only the database writes them small: its rules are those of the texts. */
export function wordsOf(q: string): string[] {
  return [...new Set(q.match(/[\p{L}\p{N}]{3,}/gu) ?? [])].slice(0, 8);
}

/** Text that no Site can hold finds nothing. */
export function textCondition(q: string): Prisma.Sql {
  const text = q.trim();
  if (!isFindable(q)) return sql`FALSE`;
  return join([...(wordsOf(text).length === 0 ? signsOf(text) : []), sql`t.body LIKE lower(${likePattern(text)})`], ' AND ');
}

/** The same where no index is to be asked: by reading the texts. */
export function holdsText(q: string): Prisma.Sql {
  return sql`strpos(t.body, lower(${q.trim()})) > 0`;
}

/** `conditionsOf` of lib/domain/site.ts, said in SQL over `site_index i`; a test holds the two against each other. */
const conditionSql: Record<Condition, (context: WhereContext) => Prisma.Sql> = {
  expired: ({ now }) => sql`i.expires_at <= ${now}`,
  expiring: ({ now, settings }) => sql`(i.expires_at > ${now} AND i.expires_at < ${addDays(now, settings.expiringDays)})`,
  review_due: ({ now }) => sql`i.review_due_at <= ${now}`,
  ownerless: () => sql`i.owner_status <> 'active'`,
  inactive: ({ now, settings }) => sql`(i.state = 'live' AND ${isInactiveSince(sql`i.last_visited_at`, inactiveBefore(settings, now))})`,
  drifted: () => sql`i.drifted`,
  incomplete: () => sql`i.completeness < 5`,
  over_exposed: () => sql`i.over_exposed`,
};

/** An enumeration's values stand in the text of the statement: the planner knows how common each is. */
function among(column: Prisma.Sql, type: string) {
  return (values: readonly string[]): Prisma.Sql => {
    const [first, ...rest] = values.map((value) => raw(`'${value}'${type === '' ? '' : `::"${type}"`}`));
    if (first === undefined) return sql`FALSE`;
    return rest.length === 0 ? sql`${column} = ${first}` : sql`${column} IN (${join([first, ...rest])})`;
  };
}

/** Ids, where `none` is the lack of one. */
function reference(column: Prisma.Sql) {
  return (values: readonly string[]): Prisma.Sql => {
    const ids = values.filter((value) => value !== 'none');
    const parts = [
      ...(ids.length > 0 ? [ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = ANY (${ids}::uuid[])`] : []),
      ...(values.includes('none') ? [sql`${column} IS NULL`] : []),
    ];
    return parts.length === 0 ? sql`FALSE` : sql`(${join(parts, ' OR ')})`;
  };
}

/** Several at once on a Site, where `none` is the lack of any. */
function members(column: Prisma.Sql, type: 'uuid[]' | 'text[]') {
  return (values: readonly string[]): Prisma.Sql => {
    const named = values.filter((value) => value !== 'none');
    const parts = [
      ...(named.length > 0 ? [sql`${column} && ${named}::${raw(type)}`] : []),
      ...(values.includes('none') ? [sql`${column} = '{}'`] : []),
    ];
    return parts.length === 0 ? sql`FALSE` : sql`(${join(parts, ' OR ')})`;
  };
}

/** Any of the wanted ones, and none of the excluded ones. A comparison with nothing is no match. */
function chosen(choice: Choice, matches: (values: readonly string[]) => Prisma.Sql): Prisma.Sql {
  const parts = [
    ...(choice.any.length > 0 ? [matches(choice.any)] : []),
    ...(choice.not.length > 0 ? [sql`(${matches(choice.not)}) IS NOT TRUE`] : []),
  ];
  return sql`(${join(parts, ' AND ')})`;
}

/** The columns of the date filters, here and in the bitmaps. */
export const dateColumns = {
  expires: 'expires_at',
  reviewDue: 'review_due_at',
  reviewed: 'last_reviewed_at',
  visited: 'last_visited_at',
  created: 'created_at',
  updated: 'updated_at',
  official: 'official_since',
} as const satisfies Partial<Record<SearchField, string>>;

function dated(column: Prisma.Sql, choice: DateChoice, now: Date): Prisma.Sql {
  const within = choice.map(({ range, excluded }) => {
    const span = spanAt(range, now);
    if (span === null) return { excluded, condition: sql`${column} IS NULL` };
    const bounds = [
      sql`${column} IS NOT NULL`,
      ...(span.from === null ? [] : [sql`${column} >= ${span.from}`]),
      ...(span.to === null ? [] : [sql`${column} < ${span.to}`]),
    ];
    return { excluded, condition: sql`(${join(bounds, ' AND ')})` };
  });
  const wanted = within.filter(({ excluded }) => !excluded).map(({ condition }) => condition);
  const unwanted = within.filter(({ excluded }) => excluded).map(({ condition }) => sql`${condition} IS NOT TRUE`);
  return sql`(${join([...(wanted.length > 0 ? [sql`(${join(wanted, ' OR ')})`] : []), ...unwanted], ' AND ')})`;
}

type Handlers = { [Field in SearchField]-?: (value: NonNullable<ResolvedSearch[Field]>, context: WhereContext) => Prisma.Sql };

/** One handler for each field; fields are ANDed. They speak of `site_index i`, and `q` of `site_text t`. */
const handlers: Handlers = {
  q: textCondition,
  state: (choice) => chosen(choice, among(sql`i.state`, 'SiteState')),
  audience: (choice) => chosen(choice, among(sql`i.audience`, 'AudienceMode')),
  observed: (choice) => chosen(choice, among(sql`coalesce(i.observed_mode::text, 'none')`, '')),
  classification: (choice) => chosen(choice, among(sql`i.classification`, 'Classification')),
  sensitivity: (choice) => chosen(choice, members(sql`i.sensitivities`, 'text[]')),
  condition: (choice, context) =>
    chosen(choice, (values) => {
      const parts = values.map((name) => conditionSql[name as Condition](context));
      return sql`(i.state <> 'retired' AND (${join(parts, ' OR ')}))`;
    }),
  completeness: (choice) =>
    chosen(choice, (values) => sql`i.completeness IN (${join(values.map((percent) => raw(String(Number(percent) / 20))))})`),
  ownerStatus: (choice) => chosen(choice, among(sql`i.owner_status`, '')),
  department: (choice) => chosen(choice, reference(sql`i.department_id`)),
  owner: (choice) => chosen(choice, reference(sql`i.owner_id`)),
  successor: (choice) => chosen(choice, reference(sql`i.successor_id`)),
  source: (choice) => chosen(choice, members(sql`i.source_ids`, 'uuid[]')),
  tag: (choice) => chosen(choice, members(sql`i.tags`, 'text[]')),
  id: (choice) => chosen(choice, reference(sql`i.site_id`)),
  expires: (choice, { now }) => dated(sql`i.expires_at`, choice, now),
  reviewDue: (choice, { now }) => dated(sql`i.review_due_at`, choice, now),
  reviewed: (choice, { now }) => dated(sql`i.last_reviewed_at`, choice, now),
  visited: (choice, { now }) => dated(sql`i.last_visited_at`, choice, now),
  created: (choice, { now }) => dated(sql`i.created_at`, choice, now),
  updated: (choice, { now }) => dated(sql`i.updated_at`, choice, now),
  official: (choice, { now }) => dated(sql`i.official_since`, choice, now),
};

/** The fields that a search narrows by. An empty text is none. */
export function fieldsOf(search: ResolvedSearch): SearchField[] {
  return (Object.keys(handlers) as SearchField[]).filter((field) => {
    const value = search[field];
    return field === 'q' ? typeof value === 'string' && value.trim() !== '' : value !== undefined;
  });
}

/** The condition of one field. */
export function fieldCondition(field: SearchField, search: ResolvedSearch, context: WhereContext): Prisma.Sql {
  const handler = handlers[field] as (value: unknown, context: WhereContext) => Prisma.Sql;
  return handler(search[field], context);
}

/** The condition that a search means, over `site_index i`, and `site_text t` where it searches text. */
export function siteWhere(search: ResolvedSearch, context: WhereContext): Prisma.Sql {
  const parts = fieldsOf(search).map((field) => fieldCondition(field, search, context));
  return parts.length === 0 ? sql`TRUE` : join(parts, ' AND ');
}

/** The tables that the condition speaks of. */
export function siteFrom(search: ResolvedSearch): Prisma.Sql {
  return fieldsOf(search).includes('q') ? sql`site_index i JOIN site_text t ON t.site_id = i.site_id` : sql`site_index i`;
}
