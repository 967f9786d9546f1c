import { recordChanges, type RecordChange } from '@/lib/domain/request';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** Takes up what the database has noted of these Sites, which are locked: what changed since their audience was approved. */
export async function takeChanges(tx: Tx, siteIds: readonly string[]): Promise<Map<string, RecordChange[]>> {
  const rows = await tx.$queryRaw<{ siteId: string; what: string }[]>`
    DELETE FROM record_change WHERE site_id = ANY (${[...siteIds]}::uuid[]) RETURNING site_id::text AS "siteId", what`;
  const bySite = new Map<string, RecordChange[]>();
  for (const siteId of siteIds) {
    const noted = new Set(rows.filter((row) => row.siteId === siteId).map(({ what }) => what));
    const changed = recordChanges.filter((what) => noted.has(what));
    if (changed.length > 0) bySite.set(siteId, changed);
  }
  return bySite;
}

export async function forgetChanges(tx: Tx, siteIds: readonly string[]): Promise<void> {
  await tx.recordChange.deleteMany({ where: { siteId: { in: [...siteIds] } } });
}

/**
 * Notes what changed of many Sites at once, as the database does itself where their own record moves; a job is asked to take
 * it up in the same transaction. `changes` is a statement with the columns `site_id` and `what`.
 */
export async function noteChanges(tx: Tx, changes: Prisma.Sql, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO record_change (site_id, what, at) SELECT c.site_id, c.what, ${now} FROM (${changes}) c ORDER BY c.site_id, c.what
    ON CONFLICT (site_id, what) DO UPDATE SET at = excluded.at`;
}

/** Sites that something is noted of, in the order of their ids. */
export async function changedSites(tx: Tx, limit: number): Promise<string[]> {
  // Not Prisma's `distinct`, which reads all rows and counts then: one data source may have marked a hundred thousand Sites.
  const rows = await tx.$queryRaw<{ siteId: string }[]>`
    SELECT site_id::text AS "siteId" FROM (SELECT DISTINCT site_id FROM record_change ORDER BY site_id LIMIT ${limit}) noted ORDER BY site_id`;
  return rows.map(({ siteId }) => siteId);
}
