import { z } from 'zod';
import { sensitivities, sourceModes } from '@/lib/domain/classification';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

const sourceView = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  sensitivity: z.enum(sensitivities),
  /** The plugin matrix: what the workspace allows it to be used for. */
  mode: z.enum(sourceModes),
});
export const sourceListShape = z.object({ items: z.array(sourceView), next: z.null() });

/** All data sources by name; a workspace has tens of them, so there is one page. */
export const listSources = query({
  name: 'source.list',
  input: z.strictObject({}),
  may: (actor) => judge('source.list', roleStandings(actor)),
  visible: () => allowed,
  // Prepared: each page of the Sites list asks for them.
  load: async ({ pool }) => {
    const { rows } = await pool.query<z.infer<typeof sourceView>>({
      name: 'sources',
      text: 'SELECT id::text, key, name, sensitivity::text, mode::text FROM data_source ORDER BY name',
    });
    return { items: rows, next: null };
  },
});
