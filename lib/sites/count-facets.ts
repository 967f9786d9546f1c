import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { conditions, type Condition } from '@/lib/domain/site';
import type { Settings } from '@/lib/domain/settings';
import { asBits, clockAt, exceptions, fieldMask, foundMasks, isFound, visibleMask, type BitmapFacet, type Clock } from './bitmap-masks';
import type { CompiledSearch } from './compile-search';
import { fieldCondition, fieldsOf, isFindable, siteFrom, type SearchField, type WhereContext } from './site-where';
import { readTextShares, type TextShares } from './text-plan';
import type { SiteVisibility } from './visible-sites';

const { sql, join, raw } = Prisma;

/**
 * How many Sites have each value of each facet, each facet without its own filter; `total`: with all filters.
 * `exceptions`: how many were looked at one by one.
 */
export type FacetCounts = { total: number; exceptions: number; values: Map<BitmapFacet, Map<string, number>> };

type Counted = { facet: BitmapFacet | 'total' | 'exceptions' | 'clock'; value: string; count: string };
export type FacetAsk = { compiled: CompiledSearch; visible: SiteVisibility; settings: Settings; now: Date };

/** How a search is counted: by the rows that fields without bits leave, where they are few; else by bits. */
export type CountPlan = { by: 'rows' } | { by: 'bits'; shares: TextShares | null };

/** From so many rows on, bits made for the one question cost less than looking at each. */
const fewRows = 2_000;

/** Chooses once for a search, whatever is counted of it. */
export async function planCounts(db: Database, { resolved }: CompiledSearch): Promise<CountPlan> {
  if (resolved.q !== undefined && !isFindable(resolved.q)) return { by: 'rows' };
  const shares = fieldsOf(resolved).includes('q') ? await readTextShares(db, (resolved.q ?? '').trim()) : null;
  if (shares !== null && shares.whole * shares.sites <= fewRows) return { by: 'rows' };
  if (await isFewPeople(db, resolved)) return { by: 'rows' };
  return { by: 'bits', shares };
}

/** Whether ids, or the people that are asked for, have few Sites. */
async function isFewPeople({ pool }: Database, { id, owner, successor }: CompiledSearch['resolved']): Promise<boolean> {
  for (const { column, choice } of [{ column: 'site_id', choice: id }, { column: 'owner_id', choice: owner }, { column: 'successor_id', choice: successor }]) {
    if (choice === undefined || choice.any.length === 0 || choice.any.includes('none')) continue;
    const { rows } = await pool.query<{ few: boolean }>({
      name: `few_${column}`,
      text: `SELECT count(*) <= $2 AS few FROM (SELECT FROM site_index WHERE ${column} = ANY ($1::uuid[]) LIMIT $2 + 1) found`,
      values: [choice.any, fewRows],
    });
    if (rows[0]?.few === true) return true;
  }
  return false;
}

/**
 * Counts exactly, in the state of one instant. By bits it costs the same for every filter: a bit operation a value and
 * chunk, and what it takes to find what has no bits; the exceptions are counted row by row.
 * @param clock of the bitmaps, where it is known already.
 */
export async function countFacets(db: Database, ask: FacetAsk, plan: CountPlan, facets: readonly BitmapFacet[], clock?: Clock): Promise<FacetCounts> {
  if (plan.by === 'rows') return sumUp(await select(db, rowCounts(ask, facets)), facets);
  for (let known = clock; ; known = undefined) {
    const was = known ?? (await readClock(db));
    const rows = await select(db, bitmapCounts(ask, plan.shares, was, facets));
    // A fold between the two statements moved the clock: what was counted one by one was told by the old one.
    if (rows.some(({ facet }) => facet === 'clock')) return sumUp(rows, facets);
  }
}

async function select({ pool }: Database, { text, values }: Prisma.Sql): Promise<Counted[]> {
  return (await pool.query<Counted>({ text, values })).rows;
}

/** As of when the bitmaps hold. */
export async function readClock({ pool }: Database): Promise<Clock> {
  const { rows } = await pool.query<Clock>({
    name: 'bitmap_clock',
    text: 'SELECT at, expiring_before AS "expiringBefore", inactive_before AS "inactiveBefore" FROM site_bitmap_clock',
  });
  if (rows[0] === undefined) throw new Error('site_bitmap_clock has no row');
  return rows[0];
}

function sumUp(rows: readonly Counted[], facets: readonly BitmapFacet[]): FacetCounts {
  const counts: FacetCounts = { total: 0, exceptions: 0, values: new Map(facets.map((facet) => [facet, new Map<string, number>()])) };
  for (const { facet, value, count } of rows) {
    if (facet === 'total' || facet === 'exceptions') counts[facet] += Number(count);
    else if (facet !== 'clock') {
      const of = counts.values.get(facet);
      of?.set(value, (of.get(value) ?? 0) + Number(count));
    }
  }
  return counts;
}

function bitmapCounts({ compiled: { resolved }, visible, settings, now }: FacetAsk, shares: TextShares | null, was: Clock, facets: readonly BitmapFacet[]): Prisma.Sql {
  const fields = fieldsOf(resolved);
  const column = (field: SearchField): Prisma.Sql => raw(`"m_${field}"`);
  const base = visibleMask(visible);
  /** All filters but a facet's own. */
  const without = (facet: string | null): Prisma.Sql => join([sql`f.base`, ...fields.filter((field) => field !== facet).map((field) => sql`f.${column(field)}`)], ' & ');
  const own = facets.filter((facet) => fields.includes(facet));
  const texts = fields.includes('q') ? sql`JOIN site_text t ON t.site_id = i.site_id` : Prisma.empty;
  const found = fields.filter(isFound).flatMap((field) => foundMasks(field, resolved, shares));
  const rows = countRows({ from: sql`exception x JOIN site_index i ON i.ordinal = x.ordinal ${texts}`, where: visible.condition }, { fields, resolved, settings, now }, facets);
  const isPlain = fields.length === 0 && base === null;
  return sql`
    WITH exception AS MATERIALIZED (${exceptions(resolved, visible, clockAt(settings, now), was, now)}),
    passed AS MATERIALIZED (${rows.table}),
    excepted AS MATERIALIZED (${asBits(sql`SELECT ordinal FROM exception`)}),
    ${found.length === 0 ? Prisma.empty : sql`${join(found)},`}
    field AS MATERIALIZED (
      SELECT a.chunk, ${isPlain ? sql`e.bits IS NULL` : sql`FALSE`} AS plain, a.ones,
             CASE WHEN e.bits IS NULL THEN a.bits ELSE a.bits & ~e.bits END ${base === null ? Prisma.empty : sql`& ${base}`} AS base
             ${fields.length === 0 ? Prisma.empty : sql`, ${join(fields.map((field) => sql`${fieldMask(field, resolved, now)} AS ${column(field)}`))}`}
        FROM site_bitmap a LEFT JOIN excepted e ON e.chunk = a.chunk
       WHERE a.facet = 'all' AND a.value = ''
    ),
    mask AS MATERIALIZED (
      SELECT f.chunk, f.plain, f.ones, ${without(null)} AS every
             ${own.length === 0 ? Prisma.empty : sql`, ${join(own.map((facet) => sql`${without(facet)} AS ${column(facet)}`))}`}
        FROM field f
    )
    SELECT 'total' AS facet, '' AS value, coalesce(sum(CASE WHEN m.plain THEN m.ones ELSE bit_count(m.every) END), 0) AS count FROM mask m
    UNION ALL
    SELECT 'exceptions', '', count(*) FROM exception
    UNION ALL
    SELECT 'clock', '', count(*) FROM site_bitmap_clock c
     WHERE c.at = ${was.at} AND c.expiring_before = ${was.expiringBefore} AND c.inactive_before = ${was.inactiveBefore}::timestamptz[] HAVING count(*) = 1
    ${facets.length === 0 ? Prisma.empty : sql`
    UNION ALL
    SELECT n.facet, n.value, sum(n.count) FROM (
      SELECT b.facet, b.value, CASE WHEN m.plain THEN b.ones ELSE bit_count(b.bits & ${maskOf(own, column)}) END AS count
        FROM site_bitmap b JOIN mask m ON m.chunk = b.chunk
       WHERE b.facet IN (${join(facets.map((facet) => raw(`'${facet}'`)))})
      OFFSET 0 -- counted first, so that nothing sorts eight kilobytes a row
    ) n GROUP BY 1, 2`}
    UNION ALL
    ${rows.counts}`;
}

function maskOf(own: readonly BitmapFacet[], column: (field: SearchField) => Prisma.Sql): Prisma.Sql {
  if (own.length === 0) return sql`m.every`;
  return sql`CASE b.facet ${join(own.map((facet) => sql`WHEN ${raw(`'${facet}'`)} THEN m.${column(facet)}`), ' ')} ELSE m.every END`;
}

/** The fields without bitmaps narrow the rows; the others are told apart for each facet. */
function rowCounts({ compiled: { resolved }, visible, settings, now }: FacetAsk, facets: readonly BitmapFacet[]): Prisma.Sql {
  const fields = fieldsOf(resolved);
  const faceted = fields.filter((field) => (facets as readonly string[]).includes(field));
  const narrowing = fields.filter((field) => !faceted.includes(field)).map((field) => fieldCondition(field, resolved, { settings, now }));
  const rows = { from: siteFrom(resolved), where: join([visible.condition, ...narrowing], ' AND ') };
  const { table, counts } = countRows(rows, { fields: faceted, resolved, settings, now }, facets);
  return sql`WITH passed AS MATERIALIZED (${table}) ${counts}`;
}

type RowFields = WhereContext & { fields: SearchField[]; resolved: CompiledSearch['resolved'] };

/** The same counts from rows: `table` holds each row and which filters it passes, `counts` counts `passed`. */
function countRows({ from, where }: { from: Prisma.Sql; where: Prisma.Sql }, { fields, resolved, settings, now }: RowFields, facets: readonly BitmapFacet[]): { table: Prisma.Sql; counts: Prisma.Sql } {
  const context = { settings, now };
  const passes = (field: SearchField): Prisma.Sql => raw(`"p_${field}"`);
  const others = (facet: string): Prisma.Sql => {
    const rest = fields.filter((field) => field !== facet).map((field) => passes(field));
    return rest.length === 0 ? sql`TRUE` : join(rest, ' AND ');
  };
  return {
    table: sql`SELECT i.* ${fields.length === 0 ? Prisma.empty : sql`, ${join(fields.map((field) => sql`(${fieldCondition(field, resolved, context)}) IS TRUE AS ${passes(field)}`))}`} FROM ${from} WHERE ${where}`,
    counts: join(
      [
        sql`SELECT 'total' AS facet, '' AS value, count(*) AS count FROM passed i WHERE ${others('')}`,
        ...facets.map((facet) => (facet === 'condition' ? conditionCounts(others(facet), context) : sql`
          SELECT ${raw(`'${facet}'`)}, ${rowValue[facet]}, count(*) FROM passed i WHERE ${others(facet)} GROUP BY 2`)),
      ],
      ' UNION ALL ',
    ),
  };
}

/** The value, or values, of a row for a facet, as the bitmaps write them. */
const rowValue: Record<Exclude<BitmapFacet, 'condition'>, Prisma.Sql> = {
  state: sql`i.state::text`,
  audience: sql`i.audience::text`,
  observed: sql`coalesce(i.observed_mode::text, 'none')`,
  classification: sql`i.classification::text`,
  sensitivity: sql`unnest(CASE WHEN i.sensitivities = '{}' THEN '{none}' ELSE i.sensitivities END)`,
  completeness: sql`(i.completeness * 20)::text`,
  ownerStatus: sql`i.owner_status`,
  department: sql`coalesce(i.department_id::text, 'none')`,
  source: sql`unnest(CASE WHEN i.source_ids = '{}' THEN '{none}' ELSE i.source_ids::text[] END)`,
  tag: sql`unnest(CASE WHEN i.tags = '{}' THEN '{none}' ELSE ARRAY(SELECT 'tag:' || tag FROM unnest(i.tags) tag) END)`,
};

function conditionCounts(fits: Prisma.Sql, context: WhereContext): Prisma.Sql {
  const holds = (name: Condition): Prisma.Sql => fieldCondition('condition', { condition: { any: [name], not: [] } }, context);
  return sql`
    SELECT 'condition', c.name, c.count
      FROM (SELECT ${join(conditions.map((name) => sql`count(*) FILTER (WHERE ${holds(name)}) AS ${raw(name)}`))} FROM passed i WHERE ${fits}) n
      CROSS JOIN LATERAL (VALUES ${join(conditions.map((name) => sql`(${raw(`'${name}'`)}, n.${raw(name)})`))}) c (name, count)
     WHERE c.count > 0`;
}
