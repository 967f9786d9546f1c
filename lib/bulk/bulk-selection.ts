import { z } from 'zod';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { visibleSites } from '@/lib/sites/visible-sites';
import type { StoredSelection } from './bulk-row';
import { parseSelectionSearch } from './select-batch';

const idsLimit = 10_000;
const ids = z.array(z.uuid()).max(idsLimit, `At most ${idsLimit} ids. Select by a search for more.`).transform((list) => [...new Set(list.map((id) => id.toLowerCase()))].sort());

/** Which Sites: by id, or all that a search of the list finds, save some. */
export const selectionSchema = z
  .strictObject({
    ids: ids.optional(),
    /** The parameters of the list’s own URL, as strings; none finds all. */
    search: z.record(z.string(), z.string()).optional(),
    except: ids.optional(),
  })
  .superRefine(({ ids: given, search, except }, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if ((given === undefined) === (search === undefined)) refuse('ids', 'Give either ids or a search.');
    if (given?.length === 0) refuse('ids', 'Choose at least one Site.');
    if (search === undefined && except !== undefined) refuse('except', 'Exceptions belong to a search.');
  });

/** What is kept of a selection. @throws ProblemError 400 that names what a search doesn't know. */
export async function storeSelection(tx: Tx, { ids: given, search, except = [] }: z.output<typeof selectionSchema>, actor: Actor): Promise<StoredSelection> {
  if (search !== undefined) {
    parseSelectionSearch(search);
    return { search, except, missing: [] };
  }
  const asked = given ?? [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.site_id::text AS id FROM site_index i WHERE i.site_id = ANY (${asked}::uuid[]) AND ${visibleSites(actor).condition}`;
  const found = new Set(rows.map(({ id }) => id));
  return { ids: asked.filter((id) => found.has(id)), except: [], missing: asked.filter((id) => !found.has(id)) };
}
