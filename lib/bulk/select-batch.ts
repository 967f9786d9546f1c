import { NIL } from 'uuid';
import { z } from 'zod';
import type { Settings } from '@/lib/domain/settings';
import type { Database, Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { Context } from '@/lib/gate/command';
import { parseInput } from '@/lib/gate/problem';
import { compileSearch } from '@/lib/sites/compile-search';
import { siteSearchSchema, type SiteSearch } from '@/lib/sites/site-search';
import { visibleSites } from '@/lib/sites/visible-sites';
import type { StoredSelection } from './bulk-row';

const { sql } = Prisma;

/** Tables and condition that give the ids of the selected Sites as `i.site_id`; what the actor can't see is in none. */
export type CompiledSelection = { from: Prisma.Sql; where: Prisma.Sql };

/** A search in the words of the list's own URL. @throws ProblemError 400 that names what is wrong, as the list does. */
export function parseSelectionSearch(search: Record<string, string>): SiteSearch {
  return parseInput(z.object({ selection: z.object({ search: siteSearchSchema }) }), { selection: { search } }).selection.search;
}

/** @throws ProblemError 400 where a search names somebody or something that isn't there any more. */
export async function compileSelection(
  db: Database,
  selection: StoredSelection,
  undoOf: string | null,
  settings: Settings,
  context: Context,
): Promise<CompiledSelection> {
  const visible = visibleSites(context.actor);
  if (undoOf !== null) {
    return {
      from: sql`bulk_item done JOIN site_index i ON i.site_id = done.site_id`,
      where: sql`done.bulk_id = ${undoOf}::uuid AND done.state = 'changed' AND ${visible.condition}`,
    };
  }
  if (selection.search === undefined) {
    return { from: sql`site_index i`, where: sql`i.site_id = ANY (${selection.ids ?? []}::uuid[]) AND ${visible.condition}` };
  }
  const { from, where } = await compileSearch(db, parseSelectionSearch(selection.search), visible, settings, context);
  return { from, where: sql`${where} AND i.site_id <> ALL (${selection.except}::uuid[])` };
}

/** The next selected Sites after one, in the order of their ids. */
export async function selectBatch(tx: Tx, { from, where }: CompiledSelection, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.site_id::text AS id FROM ${from} WHERE ${where} AND i.site_id > ${after ?? NIL}::uuid ORDER BY i.site_id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
