import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Settings } from '@/lib/domain/settings';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import { readSettings } from '@/lib/settings/get-settings';
import { compileSearch } from './list-sites';
import { siteColumns, toSiteSummary, type SiteListRow } from './site-row';
import { siteSearchSchema } from './site-search';
import type { SiteSummary } from './site-shape';
import { visibleSites } from './visible-sites';

const { sql } = Prisma;
const batch = 1_000;

/** A Site as it leaves in an export: the list's row, and what the CSV's columns need besides. */
export type ExportedSite = SiteSummary & {
  purpose: string | null;
  dataSourceNote: string | null;
  successorEmail: string | null;
  repository: string | null;
  audiencePeople: string[];
  audienceGroups: string[];
};

type ExportRow = SiteListRow & {
  purpose: string | null;
  successor_email: string | null;
  repository: string | null;
  audience_people: string[];
  audience_groups: string[];
};

/** Every Site that matches and may be seen, in batches, in the order of their ids. */
export const exportSites = query({
  name: 'site.export',
  input: siteSearchSchema.omit({ sort: true }).extend({ format: z.enum(['csv', 'jsonl'], 'Choose csv or jsonl.').default('csv') }),
  may: (actor) => judge('site.export', roleStandings(actor)),
  visible: visibleSites,
  load: async (db, { format, ...search }, visible, context) => {
    const { settings } = await readSettings(db.prisma);
    const where = await compileSearch(db, search, visible, settings, context);
    return { format, sites: sitesOf(db, where, settings, context.now) };
  },
});

async function* sitesOf({ pool }: Database, where: Prisma.Sql, settings: Settings, now: Date): AsyncGenerator<ExportedSite> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const statement = sql`
      SELECT ${siteColumns}, '[]'::json AS sort_values, s.purpose, su.email AS successor_email, s.repository,
        ARRAY(SELECT p.email FROM site_audience_person ap JOIN person p ON p.id = ap.person_id WHERE ap.site_id = s.id ORDER BY p.email) AS audience_people,
        ARRAY(SELECT g.name FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id WHERE ag.site_id = s.id ORDER BY g.name) AS audience_groups
      FROM site s
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN person su ON su.id = s.successor_id
      LEFT JOIN department d ON d.id = s.department_id
      WHERE ${where} AND s.id > ${last}::uuid
      ORDER BY s.id LIMIT ${batch}`;
    const { rows } = await pool.query<ExportRow>({ text: statement.text, values: statement.values });
    for (const row of rows) yield toExported(row, settings, now);
    const end = rows.at(-1);
    if (end === undefined || rows.length < batch) return;
    last = end.id;
  }
}

function toExported(row: ExportRow, settings: Settings, now: Date): ExportedSite {
  return {
    ...toSiteSummary(row, settings, now),
    purpose: row.purpose,
    dataSourceNote: row.data_source_note,
    successorEmail: row.successor_email,
    repository: row.repository,
    audiencePeople: row.audience_people,
    audienceGroups: row.audience_groups,
  };
}
