import type { Classification, SourceMode } from '@/lib/domain/classification';
import type { Tx } from '@/lib/db/client';

/** A Site that the platform has not reported yet; a key that is absent takes the column's default. */
export type InsertedSite = {
  id: string;
  slug: string;
  title: string;
  purpose?: string | null;
  classification?: Classification;
  departmentId?: string | null;
  ownerId?: string | null;
  successorId?: string | null;
  dataSourceNote?: string | null;
  expiresAt?: Date | null;
  reviewDueAt?: Date | null;
  officialSince?: Date | null;
  projectId?: string | null;
  repository?: string | null;
  liveUrl?: string | null;
  dataSources: readonly { id: string; mode: SourceMode }[];
};

/**
 * As `insertSite`, for many in one statement: drafts that begin owner and admins only. What nobody has observed can't
 * differ from what was approved, so there is no drift.
 */
export async function insertSites(tx: Tx, sites: readonly InsertedSite[], now: Date): Promise<void> {
  if (sites.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO site (id, slug, title, purpose, state, classification, department_id, owner_id, successor_id, data_source_note, audience,
                      drift, expires_at, review_due_at, official_since, project_id, repository, live_url, created_at, updated_at)
    SELECT id, slug, title, purpose, 'draft', coalesce(classification, 'personal_draft'), "departmentId", "ownerId", "successorId",
           "dataSourceNote", 'admins_only', 'none', "expiresAt", "reviewDueAt", "officialSince", "projectId", repository, "liveUrl",
           ${now}, ${now}
      FROM json_to_recordset(${JSON.stringify(sites)}::json) AS row (
        id uuid, slug text, title text, purpose text, classification "Classification", "departmentId" uuid, "ownerId" uuid,
        "successorId" uuid, "dataSourceNote" text, "expiresAt" timestamptz, "reviewDueAt" timestamptz, "officialSince" timestamptz,
        "projectId" text, repository text, "liveUrl" text)`;
  const used = sites.flatMap(({ id, dataSources }) => dataSources.map((source) => ({ siteId: id, sourceId: source.id, mode: source.mode })));
  if (used.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO site_data_source (site_id, source_id, mode)
    SELECT "siteId", "sourceId", mode
      FROM json_to_recordset(${JSON.stringify(used)}::json) AS row ("siteId" uuid, "sourceId" uuid, mode "SourceMode")`;
}
