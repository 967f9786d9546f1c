import { createHash } from 'node:crypto';
import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';

import type { Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { beyond, orderBy, type SortKey, type SortValue } from '@/lib/db/keyset';
import type { Context } from '@/lib/gate/command';
import { badCursor, cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { resolveSearch } from './resolve-search';
import { listSitesSchema, type SiteSearch, type SiteSortKey } from './site-search';
import { toSiteSummary, siteColumns, type SiteListRow } from './site-row';
import { siteWhere } from './site-where';
import { siteSummaryShape, type SiteSummary } from './site-shape';
import { visibleSites, type SiteVisibility } from './visible-sites';

const { sql } = Prisma;

export const siteListShape = z.object({
  items: z.array(siteSummaryShape),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});
export type SiteList = { items: SiteSummary[]; next: string | null; previous: string | null };

const missingCount = sql`((btrim(s.title) <> '')::int + (s.owner_id IS NOT NULL)::int + (s.department_id IS NOT NULL)::int
  + (s.expires_at IS NOT NULL)::int + (coalesce(btrim(s.data_source_note), '') <> '')::int)`;

/** Sort keys by name. People and departments sort by name, whatever their case. */
const sortKeys: Record<SiteSortKey, Omit<SortKey, 'descending'>> = {
  title: { expression: sql`lower(s.title)`, type: 'text', nullable: false },
  state: { expression: sql`s.state::text`, type: 'text', nullable: false },
  audience: { expression: sql`s.audience::text`, type: 'text', nullable: false },
  observedAudience: { expression: sql`s.observed_mode::text`, type: 'text', nullable: true },
  classification: { expression: sql`s.classification::text`, type: 'text', nullable: false },
  owner: { expression: sql`lower(o.name)`, type: 'text', nullable: true },
  department: { expression: sql`lower(d.name)`, type: 'text', nullable: true },
  expiresAt: { expression: sql`s.expires_at`, type: 'timestamptz', nullable: true },
  reviewDueAt: { expression: sql`s.review_due_at`, type: 'timestamptz', nullable: true },
  lastReviewedAt: { expression: sql`s.last_reviewed_at`, type: 'timestamptz', nullable: true },
  lastVisitedAt: { expression: sql`s.last_visited_at`, type: 'timestamptz', nullable: true },
  completeness: { expression: missingCount, type: 'int8', nullable: false },
  createdAt: { expression: sql`s.created_at`, type: 'timestamptz', nullable: false },
  updatedAt: { expression: sql`s.updated_at`, type: 'timestamptz', nullable: false },
};

function keysOf(sort: SiteSearch['sort']): SortKey[] {
  const chosen = sort === undefined || sort.length === 0 ? [{ key: 'title' as const, descending: false }] : sort;
  return [
    ...chosen.map(({ key, descending }) => ({ ...sortKeys[key], descending })),
    { expression: sql`s.id`, type: 'uuid' as const, descending: false, nullable: false },
  ];
}

/** A page of the Sites that somebody may see, by keyset: as quick at the end as at the start. */
export const listSites = query({
  name: 'site.list',
  input: listSitesSchema,
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { limit, cursor: cursorText, ...search }, visible, context): Promise<SiteList> => {
    const binding = cursorBinding('sites', search);
    const keys = keysOf(search.sort);
    const cursor = readCursor(cursorText, binding, keys.length);
    if (keys.some(({ nullable }, at) => !nullable && cursor?.keys[at] === null)) throw badCursor('This cursor is not one that was handed out here.');
    const { settings } = await readSettings(db.prisma);
    const where = await compileSearch(db, search, visible, settings, context);
    const backward = cursor?.backward ?? false;
    const rows = await pageOfSites(db, where, keys, cursor, limit + 1);
    const more = rows.length > limit;
    const page = rows.slice(0, limit);
    if (backward) page.reverse();
    const edge = (row: SiteListRow | undefined, back: boolean): string | null =>
      row === undefined ? null : writeCursor(binding, { keys: row.sort_values, backward: back });
    return {
      items: page.map((row) => toSiteSummary(row, settings, context.now)),
      next: backward || more ? edge(page.at(-1), false) : null,
      previous: cursor !== null && (!backward || more) ? edge(page[0], true) : null,
    };
  },
});

/** The condition of a search, with visibility ANDed. */
export async function compileSearch(
  db: Database,
  search: SiteSearch,
  visible: SiteVisibility,
  settings: Settings,
  { actor, now }: Context,
): Promise<Prisma.Sql> {
  const resolved = await resolveSearch(db.prisma, search, actor.personId);
  return sql`${visible.condition} AND ${siteWhere(resolved, { settings, now, personId: actor.personId })}`;
}

async function pageOfSites(
  db: Database,
  where: Prisma.Sql,
  keys: SortKey[],
  cursor: { keys: SortValue[]; backward: boolean } | null,
  limit: number,
): Promise<SiteListRow[]> {
  const backward = cursor?.backward ?? false;
  const sortValues = Prisma.join(keys.map(({ expression }) => sql`${expression}`));
  const statement = sql`
    SELECT ${siteColumns}, json_build_array(${sortValues}) AS sort_values
      FROM site s
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN department d ON d.id = s.department_id
     WHERE ${where} ${cursor === null ? Prisma.empty : sql`AND ${beyond(keys, cursor.keys, backward)}`}
     ORDER BY ${orderBy(keys, backward)}
     LIMIT ${limit}`;
  try {
    return await selectPrepared<SiteListRow>(db, statement);
  } catch (error) {
    // A value in a cursor that its column's type can't read: the cursor was tampered with.
    if (cursor !== null && /^22/.test(String((error as { code?: unknown }).code))) {
      throw badCursor('This cursor is not one that was handed out here.');
    }
    throw error;
  }
}

/** Runs a statement by name, so that each connection plans each shape of list once. */
async function selectPrepared<Row extends object>({ pool }: Database, statement: Prisma.Sql): Promise<Row[]> {
  const text = statement.text;
  const name = `list_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  return (await pool.query<Row>({ name, text, values: statement.values })).rows;
}

/** How many match, counted up to `cap`; `capped` says that there are more. */
export const countSites = query({
  name: 'site.list',
  input: listSitesSchema.omit({ limit: true, cursor: true, sort: true }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, search, visible, context) => {
    const cap = 10_000;
    const { settings } = await readSettings(db.prisma);
    const where = await compileSearch(db, search, visible, settings, context);
    const [row] = await selectPrepared<{ total: number }>(
      db,
      sql`SELECT count(*)::int AS total FROM (SELECT FROM site s WHERE ${where} LIMIT ${cap + 1}) found`,
    );
    const total = row?.total ?? 0;
    return { total: Math.min(total, cap), capped: total > cap };
  },
});

