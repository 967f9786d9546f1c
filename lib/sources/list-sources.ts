import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { sourceShape, type SourceView } from './source-shape';

export const sourceListShape = z.object({ items: z.array(sourceShape), next: z.null() });

/** All data sources by name; a workspace has tens of them, so there is one page. */
export const listSources = query({
  name: 'source.list',
  input: z.strictObject({}),
  may: (actor) => judge('source.list', roleStandings(actor)),
  visible: () => allowed,
  // Prepared: each page of a Site asks for them.
  load: async ({ pool }) => {
    const { rows } = await pool.query<SourceView>({
      name: 'sources',
      text: `SELECT d.id::text, d.key, d.name, d.sensitivity::text, d.mode::text, d.note, d.revision,
                    CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'active', p.deactivated_at IS NULL) END AS owner
               FROM data_source d LEFT JOIN person p ON p.id = d.owner_id ORDER BY d.name`,
    });
    return { items: rows, next: null };
  },
});
