import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { toSavedView, viewShape, type SavedView, type ViewRow } from './view-shape';

export const viewListShape = z.object({ items: z.array(viewShape), next: z.null() });

/** A bound, not a page: two hundred of one’s own and the shared ones fit. */
const shown = 500;

/** The views that somebody can open: their own first, then the shared ones, each by name. */
export const listViews = query({
  name: 'view.list',
  input: z.strictObject({}),
  may: (actor) => judge('view.list', roleStandings(actor)),
  // As `visibleViews`, in a prepared statement: each page of the Sites list asks for them.
  visible: ({ personId }) => personId,
  load: async ({ pool }, _input, personId, { actor }): Promise<{ items: SavedView[]; next: null }> => {
    const { rows } = await pool.query<ViewRow>({
      name: 'views',
      text: `SELECT v.id::text, v.name, v.query, v.is_shared AS "isShared", v.owner_id::text AS "ownerId", v.default_for::text AS "defaultFor", v.revision,
                    v.created_at AS "createdAt", v.updated_at AS "updatedAt", json_build_object('id', o.id, 'name', o.name) AS owner
               FROM saved_view v JOIN person o ON o.id = v.owner_id
              WHERE v.owner_id = $1::uuid OR v.is_shared ORDER BY v.name, v.id LIMIT ${shown}`,
      values: [personId],
    });
    const items = rows.map((row) => toSavedView(row, actor));
    return { items: [...items.filter(({ isMine }) => isMine), ...items.filter(({ isMine }) => !isMine)], next: null };
  },
});
