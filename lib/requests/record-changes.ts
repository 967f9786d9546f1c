import { recordChanges, type RecordChange } from '@/lib/domain/request';
import type { Tx } from '@/lib/db/client';

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

/** Sites that something is noted of, in the order of their ids. */
export async function changedSites(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.recordChange.findMany({ distinct: ['siteId'], orderBy: { siteId: 'asc' }, take: limit, select: { siteId: true } });
  return rows.map(({ siteId }) => siteId);
}
