import { Prisma } from '@/lib/db/generated/client';
import { instantsAsText } from '@/lib/db/instant-types';
import type { Settings } from '@/lib/domain/settings';
import type { ExportSnapshot } from './export-snapshot';
import { siteColumns, toSiteSummary, type SiteListRow } from './site-row';
import type { SiteSummary } from './site-shape';

/** A Site as a line of JSON: the list's row, and what the CSV holds besides. */
type ExportedSite = SiteSummary & {
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

/** Columns and joins of the cursor, over `site s`. */
export const jsonlSelection = {
  columns: Prisma.sql`${siteColumns}, s.purpose, su.email AS successor_email, s.repository,
    ARRAY(SELECT p.email FROM site_audience_person ap JOIN person p ON p.id = ap.person_id WHERE ap.site_id = s.id ORDER BY p.email) AS audience_people,
    ARRAY(SELECT g.name FROM site_audience_group ag JOIN people_group g ON g.id = ag.group_id WHERE ag.site_id = s.id ORDER BY g.name) AS audience_groups`,
  joins: Prisma.sql`LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person su ON su.id = s.successor_id LEFT JOIN department d ON d.id = s.department_id`,
};

/** The lines of the next rows; null at the end. */
export async function nextJsonLines(snapshot: ExportSnapshot, settings: Settings, now: Date): Promise<{ text: string; rows: number } | null> {
  const rows = await snapshot.nextRows<ExportRow>(instantsAsText);
  if (rows.length === 0) return null;
  return { text: rows.map((row) => `${JSON.stringify(toExportedSite(row, settings, now))}\n`).join(''), rows: rows.length };
}

function toExportedSite(row: ExportRow, settings: Settings, now: Date): ExportedSite {
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
