import { createHash } from 'node:crypto';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { defaultSettings, type Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { instantsAsText } from '@/lib/db/instant-types';
import { beyond, orderBy, stretchAt, stretchesOf, type SortKey, type Stretch } from '@/lib/db/keyset';
import type { Context } from '@/lib/gate/command';
import { badCursor, cursorBinding, readCursor, writeCursor, type Cursor } from '@/lib/gate/cursor';
import { query } from '@/lib/gate/query';
import { currentSettings } from '@/lib/settings/get-settings';
import { compileSearch, type CompiledSearch } from './compile-search';
import { countFacets, planCounts, type FacetAsk } from './count-facets';
import { planText, readTextShares, searchBy, type TextPlan } from './text-plan';
import { knownOfOrder, siteOrder } from './site-order';
import { listSitesSchema, type SiteSearch } from './site-search';
import { siteColumns, toSiteSummary, type SiteListRow } from './site-row';
import { siteSummaryShape, type SiteSummary } from './site-shape';
import { fieldsOf, isFindable } from './site-where';
import { visibleSites } from './visible-sites';

const { sql, join, raw } = Prisma;

export const siteListShape = z.object({
  items: z.array(siteSummaryShape),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});
export type SiteList = { items: SiteSummary[]; next: string | null; previous: string | null };

/** A page of the Sites that somebody may see, by keyset: as quick at the end as at the start. */
export const listSites = query({
  name: 'site.list',
  input: listSitesSchema,
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { limit, cursor: cursorText, offset, ...search }, visible, context): Promise<SiteList> => {
    const binding = cursorBinding('sites', search);
    const keys = siteOrder(search.sort);
    const cursor = readCursor(cursorText, binding, keys.length);
    if (cursor !== null && offset !== undefined) throw badCursor('A cursor and an offset are two places at once.');
    const { settings, rows } = await withSettings(db, search, async (known) => {
      const compiled = await compileSearch(db, search, visible, known, context);
      const plan = await planPage(db, { compiled, visible, settings: known, now: context.now }, limit + 1);
      const order = { keys, known: knownOfOrder(search.sort, compiled.resolved) };
      return readPage(db, compiled, plan, order, { cursor, offset: offset ?? 0, limit: limit + 1 });
    });
    return toList(rows, { limit, cursor, offset: offset ?? 0, binding, settings, context });
  },
});

/** Conditions hang on the settings, and what text is planned by. Other pages are read while the settings come. */
async function withSettings(db: Database, { condition, q }: SiteSearch, read: (settings: Settings) => Promise<SiteListRow[]>): Promise<{ settings: Settings; rows: SiteListRow[] }> {
  const asked = currentSettings(db);
  if (condition !== undefined || q !== undefined) {
    const settings = await asked;
    return { settings, rows: await read(settings) };
  }
  const [settings, rows] = await Promise.all([asked, read(defaultSettings)]);
  return { settings, rows };
}

type Order = { keys: SortKey[]; known: Prisma.Sql[] };
type PageOf = { limit: number; cursor: Cursor | null; offset: number; binding: string; settings: Settings; context: Context };

function toList(rows: SiteListRow[], { limit, cursor, offset, binding, settings, context }: PageOf): SiteList {
  const backward = cursor?.backward ?? false;
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backward) page.reverse();
  const edge = (row: SiteListRow | undefined, back: boolean): string | null =>
    row === undefined ? null : writeCursor(binding, { keys: row.sort_values, backward: back });
  return {
    items: page.map((row) => toSiteSummary(row, settings, context.now)),
    next: backward || more ? edge(page.at(-1), false) : null,
    previous: (cursor !== null || offset > 0) && (!backward || more) ? edge(page[0], true) : null,
  };
}

/** How the text of a search is looked for; null where there is none, or where people or ids leave few Sites anyway. */
async function planPage(db: Database, { compiled, visible, settings, now }: FacetAsk, rows: number): Promise<TextPlan | null> {
  const { q, ...rest } = compiled.resolved;
  if (compiled.parts.text === null || q === undefined || !isFindable(q)) return null;
  const plan = await planCounts(db, { ...compiled, resolved: rest });
  if (plan.by === 'rows') return null; // few Sites are left anyway
  const isNarrowed = fieldsOf(rest).length > 0 || !visible.everything;
  const fitting = isNarrowed ? (await countFacets(db, { compiled: { ...compiled, resolved: rest }, visible, settings, now }, plan, [])).total : null;
  return planText(await readTextShares(db, q.trim()), { fitting, rows });
}

type Place = { cursor: Cursor | null; offset: number; limit: number };

/** Reads on from a place, stretch by stretch, until there are `limit` rows or no more. */
async function readPage(db: Database, compiled: CompiledSearch, plan: TextPlan | null, { keys, known }: Order, { cursor, offset, limit }: Place): Promise<SiteListRow[]> {
  const backward = cursor?.backward ?? false;
  const all = stretchesOf(keys);
  const stretches = backward ? all.reverse() : all;
  const from = cursor === null ? 0 : stretchAt(stretches, cursor.keys);
  if (from < 0 || keys.some(({ nullable }, at) => !nullable && cursor?.keys[at] === null)) throw badCursor('This cursor is not one that was handed out here.');
  const rows: SiteListRow[] = [];
  let skip = offset;
  for (const [index, stretch] of stretches.entries()) {
    if (index < from) continue;
    const position = index === from && cursor !== null ? beyond(stretch.keys, stretch.keys.map(({ at }) => cursor.keys[at] ?? null), backward) : null;
    const part = { position, known, backward, skip, limit: limit - rows.length };
    const found = await readStretch(db, compiled, plan, keys, stretch, part);
    // A walk may have ended before it was through: what it missed, the index finds.
    const isCut = plan?.kind === 'walk' && found.length < part.limit && (await countStretch(db, { from: sql`site_index i`, where: compiled.parts.where }, stretch, position, plan.most)) === plan.most;
    rows.push(...(isCut ? await readStretch(db, compiled, plan.otherwise, keys, stretch, part) : found));
    if (rows.length >= limit) break;
    if (skip > 0 && rows.length === 0) skip -= Math.min(skip, await countStretch(db, compiled, stretch, null, skip));
    else skip = 0;
  }
  return rows;
}

type Tables = Pick<CompiledSearch, 'from' | 'where'>;
type Part = { position: Prisma.Sql | null; known: Prisma.Sql[]; backward: boolean; skip: number; limit: number };

/** The keys of the page are found first, on the narrow rows; what a row shows is joined to those alone. */
async function readStretch(db: Database, compiled: CompiledSearch, plan: TextPlan | null, keys: SortKey[], stretch: Stretch, part: Part): Promise<SiteListRow[]> {
  const named = (key: { at: number }): Prisma.Sql => raw(`p.k${key.at}`);
  const order = orderBy(stretch.keys, part.backward);
  const conditions = [...stretch.conditions, ...part.known, ...(part.position === null ? [] : [part.position])];
  const { from, where } = searchBy(compiled, plan, { conditions, order });
  const statement = sql`
    SELECT ${siteColumns}, json_build_array(${join(keys.map((_, at) => named({ at })))}) AS sort_values
      FROM (
        SELECT ${join(keys.map(({ expression }, at) => sql`${expression} AS ${raw(`k${at}`)}`))}
          FROM ${from}
         WHERE ${join([where, ...conditions], ' AND ')}
         ORDER BY ${order}
         LIMIT ${part.limit} ${part.skip > 0 ? sql`OFFSET ${part.skip}` : Prisma.empty}
      ) p
      JOIN site s ON s.id = ${named({ at: keys.length - 1 })}
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN department d ON d.id = s.department_id
     ORDER BY ${orderBy(stretch.keys, part.backward, (key) => named(key as SortKey & { at: number }))}`;
  try {
    return await select<SiteListRow>(db, statement, compiled.isSteady);
  } catch (error) {
    // A value in a cursor that its column's type can't read: the cursor was tampered with.
    if (part.position !== null && /^22/.test(String((error as { code?: unknown }).code))) {
      throw badCursor('This cursor is not one that was handed out here.');
    }
    throw error;
  }
}

/** How many rows of a stretch there are from a position on, counted no further than `most`. */
async function countStretch(db: Database, { from, where }: Tables, stretch: Stretch, position: Prisma.Sql | null, most: number): Promise<number> {
  const conditions = join([where, ...stretch.conditions, ...(position === null ? [] : [position])], ' AND ');
  const [row] = await select<{ total: number }>(db, sql`SELECT count(*)::int AS total FROM (SELECT FROM ${from} WHERE ${conditions} LIMIT ${most}) found`, false);
  return row?.total ?? 0;
}

/**
 * Runs a statement. A steady one is planned once a connection, under a name of its own; one whose plan hangs on its
 * values (how common a text is, how many Sites a department has) is planned each time, which costs less than a wrong plan.
 */
async function select<Row extends object>({ pool }: Database, { text, values }: Prisma.Sql, isSteady: boolean): Promise<Row[]> {
  const name = isSteady ? `list_${createHash('sha256').update(text).digest('hex').slice(0, 24)}` : undefined;
  return (await pool.query<Row>({ text, values, types: instantsAsText, ...(name === undefined ? {} : { name }) })).rows;
}
