import { addDays } from 'date-fns';
import { Prisma } from '@/lib/db/generated/client';
import { classifications } from '@/lib/domain/classification';
import { spanAt } from '@/lib/domain/date-range';
import type { Settings } from '@/lib/domain/settings';
import { inactiveBefore } from './inactive-before';
import type { Choice, DateChoice } from './site-search';
import { dateColumns, fieldsOf, textCondition, type ResolvedSearch, type SearchField } from './site-where';
import { textMatches, type TextShares } from './text-plan';
import type { SiteVisibility } from './visible-sites';

const { sql, join, raw } = Prisma;

const zero = sql`0::bit(63488)`;

/** The facets of `site_bitmap` that choices are answered from. */
export type BitmapFacet = 'state' | 'audience' | 'observed' | 'classification' | 'sensitivity' | 'condition' | 'completeness' | 'ownerStatus' | 'department' | 'source' | 'tag';

/** Fields without bits of their own: what they find is written as bits for the one question. */
export type FoundField = 'q' | 'owner' | 'successor' | 'id';
const foundFields: readonly string[] = ['q', 'owner', 'successor', 'id'] satisfies FoundField[];
export const isFound = (field: SearchField): field is FoundField => foundFields.includes(field);

const isDate = (field: SearchField): field is keyof typeof dateColumns => field in dateColumns;

/** The value of a facet as the bitmaps write it: tags could be called `none`. */
function bitmapValue(facet: string, value: string): string {
  return facet === 'tag' && value !== 'none' ? `tag:${value}` : value;
}

/** Bits of the Sites of chunk `a.chunk` that a field lets through. */
export function fieldMask(field: SearchField, search: ResolvedSearch, now: Date): Prisma.Sql {
  if (isDate(field)) return dateMask(field, search[field] ?? [], now);
  if (field === 'q') return foundBits('q');
  if (!isFound(field)) return choiceMask(field, search[field] ?? nothing);
  const { any, not } = search[field] ?? nothing;
  const anyOf = (side: 'any' | 'not', values: readonly string[]): Prisma.Sql =>
    join([foundBits(`${field}_${side}`), ...(values.includes('none') && field !== 'id' ? [choiceMask(field === 'owner' ? 'ownerStatus' : 'successor', { any: ['none'], not: [] })] : [])], ' | ');
  return join([...(any.length > 0 ? [sql`(${anyOf('any', any)})`] : []), ...(not.length > 0 ? [sql`~(${anyOf('not', not)})`] : [])], ' & ');
}

const nothing: Choice = { any: [], not: [] };
const foundBits = (name: string): Prisma.Sql => sql`coalesce((SELECT w.bits FROM ${raw(`"found_${name}"`)} w WHERE w.chunk = a.chunk), ${zero})`;

/** What `fieldMask` of such a field reads, as common table expressions. */
export function foundMasks(field: FoundField, search: ResolvedSearch, shares: TextShares | null): Prisma.Sql[] {
  if (field === 'q') {
    const text = (search.q ?? '').trim();
    return [foundMask('q', sql`SELECT t.ordinal FROM site_text t WHERE ${shares === null ? textCondition(text) : textMatches(text, shares)}`)];
  }
  const { any, not } = search[field] ?? nothing;
  const column = raw({ owner: 'i.owner_id', successor: 'i.successor_id', id: 'i.site_id' }[field]);
  const ordinals = (values: readonly string[]): Prisma.Sql => sql`SELECT i.ordinal FROM site_index i WHERE ${column} = ANY (${values.filter((value) => value !== 'none')}::uuid[])`;
  return [
    ...(any.length > 0 ? [foundMask(`${field}_any`, ordinals(any))] : []),
    ...(not.length > 0 ? [foundMask(`${field}_not`, ordinals(not))] : []),
  ];
}

const foundMask = (name: string, ordinals: Prisma.Sql): Prisma.Sql => sql`${raw(`"found_${name}"`)} AS MATERIALIZED (${asBits(ordinals)})`;

/** Ordinals as bits, a row a chunk. */
export function asBits(ordinals: Prisma.Sql): Prisma.Sql {
  return sql`
    SELECT chunk, site_bits(array_agg(n), array_agg(word)) AS bits FROM (
      SELECT (ordinal - 1) / 63488 AS chunk, (ordinal - 1) % 63488 / 64 + 1 AS n, bit_or(1::bigint << (63 - (ordinal - 1) % 64)) AS word
        FROM (${ordinals}) o GROUP BY 1, 2) w
     GROUP BY chunk`;
}

function choiceMask(facet: BitmapFacet | 'successor', { any, not }: Choice): Prisma.Sql {
  const anyOf = (values: string[]): Prisma.Sql => sql`coalesce((
    SELECT bit_or(x.bits) FROM site_bitmap x
     WHERE x.facet = ${raw(`'${facet}'`)} AND x.value = ANY (${values.map((value) => bitmapValue(facet, value))}::text[]) AND x.chunk = a.chunk), ${zero})`;
  return join([...(any.length > 0 ? [anyOf(any)] : []), ...(not.length > 0 ? [sql`~${anyOf(not)}`] : [])], ' & ');
}

function dateMask(field: keyof typeof dateColumns, choice: DateChoice, now: Date): Prisma.Sql {
  const digit = (value: string): Prisma.Sql => sql`coalesce((
    SELECT x.bits FROM site_bitmap x WHERE x.facet = ${raw(`'date.${field}'`)} AND x.value = ${raw(`'${value}'`)} AND x.chunk = a.chunk), ${zero})`;
  const masks = choice.map(({ range, excluded }) => {
    const span = spanAt(range, now);
    if (span === null) return { excluded, mask: sql`~${digit('some')}` };
    const bounds = [
      digit('some'),
      ...(span.from === null ? [] : [compared(hourOf(span.from), true, digit)]),
      ...(span.to === null ? [] : [compared(hourOf(span.to), false, digit)]),
    ];
    return { excluded, mask: sql`(${join(bounds, ' & ')})` };
  });
  const wanted = masks.filter(({ excluded }) => !excluded).map(({ mask }) => mask);
  const unwanted = masks.filter(({ excluded }) => excluded).map(({ mask }) => sql`~(${mask})`);
  return join([...(wanted.length > 0 ? [sql`(${join(wanted, ' | ')})`] : []), ...unwanted], ' & ');
}

/**
 * Bits of the Sites whose hour is above (or below) `hour`, from the digits of a bit-sliced index: digit by digit from
 * the lowest, what the digits so far say holds where this digit is the same.
 * O'Neil and Quass, Improved Query Performance with Variant Indexes (SIGMOD 1997), section 4.2.
 */
function compared(hour: number, above: boolean, digit: (value: string) => Prisma.Sql): Prisma.Sql {
  let mask = zero;
  for (let place = 0; place < 20; place += 1) {
    const isSet = ((hour >> place) & 1) === 1;
    const bits = above ? digit(String(place)) : sql`~${digit(String(place))}`;
    mask = isSet === above ? sql`(${bits} & ${mask})` : sql`(${bits} | ${mask})`;
  }
  return mask;
}

/** `site_hour` of the database. */
function hourOf(at: Date): number {
  return Math.max(0, Math.min(1_048_575, Math.floor((at.getTime() / 1000 - 946_684_800) / 3600)));
}

/** The instants that the conditions hang on; those of inactivity in the order of `classifications`. */
export type Clock = { at: Date; expiringBefore: Date; inactiveBefore: Date[] };

export function clockAt(settings: Settings, now: Date): Clock {
  return { at: now, expiringBefore: addDays(now, settings.expiringDays), inactiveBefore: inactiveBefore(settings, now) };
}

/**
 * Ordinals of the Sites that the bits are not asked about, and that are looked at one by one instead: changed since
 * the last fold, past a bound of their conditions since then, in the very hour that a date filter begins or ends in,
 * visible for a reason of the reader's own. `was` is what the bits hold for, `clock` what is asked for.
 */
export function exceptions(search: ResolvedSearch, visible: SiteVisibility, clock: Clock, was: Clock, now: Date): Prisma.Sql {
  const between = (column: string, a: Date, b: Date): Prisma.Sql =>
    sql`SELECT i.ordinal FROM site_index i WHERE i.${raw(column)} BETWEEN ${a < b ? a : b} AND ${a < b ? b : a}`;
  const hours = fieldsOf(search).filter(isDate).flatMap((field) =>
    (search[field] ?? []).flatMap(({ range }) => {
      const span = spanAt(range, now);
      return [span?.from ?? null, span?.to ?? null].flatMap((at) => (at === null ? [] : [sameHour(dateColumns[field], at)]));
    }),
  );
  return join(
    [
      sql`SELECT ordinal FROM site_stale`,
      between('expires_at', was.at, clock.at),
      between('expires_at', was.expiringBefore, clock.expiringBefore),
      between('review_due_at', was.at, clock.at),
      ...classifications.map((classification, at) => {
        const [before, after] = [was.inactiveBefore[at] ?? clock.at, clock.inactiveBefore[at] ?? clock.at];
        return sql`${between('last_visited_at', before, after)} AND i.classification = ${raw(`'${classification}'`)}`;
      }),
      ...hours,
      ...(visible.personal === null ? [] : [sql`SELECT i.ordinal FROM site_index i WHERE i.site_id IN (${visible.personal})`]),
    ],
    ' UNION ',
  );
}

function sameHour(column: string, at: Date): Prisma.Sql {
  const hour = hourOf(at);
  const start = new Date((946_684_800 + hour * 3600) * 1000);
  // Everything before the first hour and after the last is written as these.
  const bounds = [
    ...(hour === 0 ? [] : [sql`i.${raw(column)} >= ${start}`]),
    ...(hour === 1_048_575 ? [] : [sql`i.${raw(column)} < ${new Date(start.getTime() + 3_600_000)}`]),
  ];
  return sql`SELECT i.ordinal FROM site_index i WHERE ${join(bounds, ' AND ')}`;
}

/** The bits of those that a reader sees for no reason of their own, by chunk `a.chunk`. */
export function visibleMask(visible: SiteVisibility): Prisma.Sql | null {
  if (visible.everything) return null;
  return join([choiceMask('state', { any: ['live'], not: [] }), choiceMask('audience', { any: ['workspace_all'], not: [] })], ' & ');
}
