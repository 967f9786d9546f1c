import type { AudienceMode } from '@/lib/domain/audience';
import type { Classification } from '@/lib/domain/classification';
import type { Named, PersonRef, SiteSource, SiteState } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { CsvSiteRow } from './parse/csv';
import { namesNoSite } from './plan-csv';

/** What a row of a CSV is held against: the columns that it can name, and those that decide whether it may change them. */
export type CsvExistingSite = {
  id: string;
  revision: number;
  slug: string;
  title: string;
  purpose: string | null;
  state: SiteState;
  disabledFrom: SiteState | null;
  classification: Classification;
  audience: AudienceMode;
  dataSourceNote: string | null;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  officialSince: Date | null;
  projectId: string | null;
  repository: string | null;
  liveUrl: string | null;
  expectedUrl: string | null;
  department: Named | null;
  owner: PersonRef | null;
  successor: PersonRef | null;
  dataSources: Pick<SiteSource, 'id' | 'name' | 'mode'>[];
};

/** The ids of the Sites that have one of the titles, by title. Titles have no index, so it is asked once for a whole file. */
export async function findTitles(tx: Tx, titles: ReadonlySet<string>): Promise<Map<string, string[]>> {
  if (titles.size === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; title: string }[]>`
    SELECT id::text, title FROM site WHERE title = ANY (${[...titles]}) ORDER BY id`;
  const found = new Map<string, string[]>();
  for (const { id, title } of rows) found.set(title, [...(found.get(title) ?? []), id]);
  return found;
}

const person = (alias: string): Prisma.Sql => Prisma.raw(`CASE WHEN ${alias}.id IS NULL THEN NULL ELSE
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email, 'active', ${alias}.deactivated_at IS NULL) END`);

/** Reads every Site that a row of the batch may be about; with `lock` nobody else changes them until the commit. */
export async function findCsvSites(tx: Tx, rows: readonly CsvSiteRow[], byTitle: ReadonlyMap<string, string[]>, lock: boolean): Promise<CsvExistingSite[]> {
  const ids = rows.flatMap((row) => [...(row.id === undefined ? [] : [row.id]), ...(namesNoSite(row) ? (byTitle.get(row.title ?? '') ?? []) : [])]);
  const projectIds = rows.flatMap(({ projectId }) => projectId ?? []);
  const slugs = rows.flatMap(({ slug }) => slug ?? []);
  return tx.$queryRaw<CsvExistingSite[]>`
    SELECT s.id::text, s.revision, s.slug, s.title, s.purpose, s.state, s.disabled_from AS "disabledFrom", s.classification, s.audience,
           s.data_source_note AS "dataSourceNote", s.expires_at AS "expiresAt", s.review_due_at AS "reviewDueAt",
           s.official_since AS "officialSince", s.project_id AS "projectId", s.repository, s.live_url AS "liveUrl", s.expected_url AS "expectedUrl",
           CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('id', d.id, 'name', d.name) END AS department,
           ${person('o')} AS owner, ${person('su')} AS successor,
           coalesce((SELECT json_agg(json_build_object('id', ds.id, 'name', ds.name, 'mode', x.mode))
                       FROM site_data_source x JOIN data_source ds ON ds.id = x.source_id WHERE x.site_id = s.id), '[]') AS "dataSources"
      FROM site s
      LEFT JOIN person o ON o.id = s.owner_id
      LEFT JOIN person su ON su.id = s.successor_id
      LEFT JOIN department d ON d.id = s.department_id
     WHERE s.id = ANY (${ids}::uuid[]) OR s.project_id = ANY (${projectIds}) OR s.slug = ANY (${slugs})
     ORDER BY s.id ${lock ? Prisma.sql`FOR UPDATE OF s` : Prisma.empty}`;
}
