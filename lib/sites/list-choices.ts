import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

/** What Sites can be filtered and changed by, besides words that the code knows. */
export type SiteChoices = { departments: { id: string; name: string }[]; sources: { key: string; name: string }[] };

/** All departments and data sources by name, in one prepared statement and no more than the list's page shows of them. */
export const listChoices = query({
  name: 'site.list',
  input: z.strictObject({}),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ pool }): Promise<SiteChoices | null> => {
    const { rows } = await pool.query<SiteChoices>({
      name: 'site_choices',
      text: `SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'name', name) ORDER BY name), '[]') FROM department) AS departments,
                    (SELECT coalesce(json_agg(json_build_object('key', key, 'name', name) ORDER BY name), '[]') FROM data_source) AS sources`,
    });
    return rows[0] ?? null;
  },
});
