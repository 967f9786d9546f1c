import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { AbsentSite } from './plan-feed';

/** What the platform has shown before and would have to be in a complete report: not what is gone, nor what is being deleted. */
const expected = Prisma.sql`
  s.project_id IS NOT NULL AND s.state <> 'retired' AND s.missing_since IS NULL
  AND (s.observed_at IS NOT NULL OR s.platform_updated_at IS NOT NULL OR s.platform_status IS NOT NULL)
  AND NOT EXISTS (SELECT FROM enforcement e WHERE e.site_id = s.id AND e.aspect = 'existence' AND e.state <> 'superseded')`;

/** Locks every Site of the platform, in the order of their ids, before a complete report is compared with them. */
export async function lockPlatformSites(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM site WHERE project_id IS NOT NULL ORDER BY id FOR UPDATE`;
}

/**
 * The Sites that a complete report leaves out, and how many it should have shown. A Site that was seen after the report was
 * made is not missing: the older report can't know it.
 */
export async function findAbsentSites(tx: Tx, shown: readonly string[], reportedAt: Date): Promise<{ missing: AbsentSite[]; known: number }> {
  const missing = await tx.$queryRaw<AbsentSite[]>`
    SELECT s.id::text, s.slug, s.title, s.owner_id::text AS "ownerId", s.project_id AS "projectId", s.revision
      FROM site s
     WHERE ${expected} AND s.project_id <> ALL (${shown}) AND coalesce(greatest(s.observed_at, s.platform_updated_at), '-infinity') <= ${reportedAt}
     ORDER BY s.id`;
  const [row] = await tx.$queryRaw<{ known: number }[]>`SELECT count(*)::int AS known FROM site s WHERE ${expected}`;
  return { missing, known: row?.known ?? 0 };
}
