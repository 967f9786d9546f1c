import type { BulkItemState } from '@/lib/domain/bulk';
import type { Json } from '@/lib/domain/refusal';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { ProblemError } from '@/lib/gate/problem';
import { bulkInclude, progressOf, type BulkRow } from './bulk-row';

/** What is known of one Site of a bulk action after a step. */
export type ItemResult = { siteId: string; state: BulkItemState; reason: string | null; before?: Json; revisionAfter?: number };

/** Locks a bulk action for the rest of the transaction; null where there is none. It is locked before any Site. */
export async function lockBulk(tx: Tx, bulkId: string): Promise<BulkRow | null> {
  await tx.$queryRaw`SELECT 1 FROM bulk_action WHERE id = ${bulkId}::uuid FOR UPDATE`;
  return tx.bulkAction.findUnique({ where: { id: bulkId }, include: bulkInclude });
}

export async function insertBulk(tx: Tx, data: Prisma.BulkActionUncheckedCreateInput): Promise<void> {
  await tx.bulkAction.create({ data });
}

/** Moves a bulk action into its next state, from the revision that was loaded. @throws ProblemError 409 when it moved on. */
export async function moveBulk(tx: Tx, { id, revision }: Pick<BulkRow, 'id' | 'revision'>, data: Prisma.BulkActionUncheckedUpdateManyInput): Promise<void> {
  const { count } = await tx.bulkAction.updateMany({ where: { id, revision }, data: { ...data, revision: revision + 1 } });
  if (count === 0) throw new ProblemError('stale', 'This bulk action moved on a moment ago. Look again, then repeat.');
  await announce(tx, id);
}

/** Counts a step and tells whoever watches. */
export async function countBulk(tx: Tx, id: string, data: Prisma.BulkActionUncheckedUpdateInput): Promise<void> {
  await tx.bulkAction.update({ where: { id }, data });
  await announce(tx, id);
}

/** The plan of some Sites. */
export async function insertItems(tx: Tx, bulkId: string, items: readonly ItemResult[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bulk_item (bulk_id, site_id, state, reason)
    SELECT ${bulkId}::uuid, i."siteId", i.state, i.reason
      FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS i ("siteId" uuid, state "BulkItemState", reason text)`;
}

/** What happened to some Sites. */
export async function updateItems(tx: Tx, bulkId: string, items: readonly ItemResult[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE bulk_item b SET state = i.state, reason = i.reason, before = i.before, revision_after = i."revisionAfter"
      FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        AS i ("siteId" uuid, state "BulkItemState", reason text, before jsonb, "revisionAfter" int)
     WHERE b.bulk_id = ${bulkId}::uuid AND b.site_id = i."siteId"`;
}

/** Closes up to `limit` items of the given states as they were planned, or with a reason as refused. Answers how many of each. */
export async function closeItems(
  tx: Tx,
  bulkId: string,
  states: readonly BulkItemState[],
  limit: number,
  refusedBecause: string | null = null,
): Promise<{ unchanged: number; refused: number }> {
  const rows = await tx.$queryRaw<{ state: BulkItemState; count: number }[]>`
    WITH next AS (
      SELECT site_id FROM bulk_item WHERE bulk_id = ${bulkId}::uuid AND state = ANY (${[...states]}::"BulkItemState"[])
      ORDER BY site_id LIMIT ${limit} FOR UPDATE
    ), closed AS (
      UPDATE bulk_item b
         SET state = CASE WHEN b.state = 'will_stay' THEN 'unchanged' ELSE 'refused' END::"BulkItemState",
             reason = CASE WHEN b.state = 'will_change' THEN ${refusedBecause} ELSE b.reason END
        FROM next WHERE b.bulk_id = ${bulkId}::uuid AND b.site_id = next.site_id
      RETURNING b.state
    )
    SELECT state, count(*)::int AS count FROM closed GROUP BY state`;
  const countOf = (state: BulkItemState): number => rows.find((row) => row.state === state)?.count ?? 0;
  return { unchanged: countOf('unchanged'), refused: countOf('refused') };
}

async function announce(tx: Tx, id: string): Promise<void> {
  const row = await tx.bulkAction.findUniqueOrThrow({
    where: { id },
    select: { id: true, state: true, total: true, changed: true, unchanged: true, refused: true },
  });
  await tx.$executeRaw`SELECT pg_notify('bulk_progress', ${JSON.stringify(progressOf(row))})`;
}

/** Drops what was planned for each Site by bulk actions that were discarded before an instant, `limit` items at most. Answers how many. */
export async function dropDiscardedItems(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM bulk_item WHERE (bulk_id, site_id) IN (
      SELECT i.bulk_id, i.site_id FROM bulk_item i JOIN bulk_action b ON b.id = i.bulk_id
       WHERE b.state = 'discarded' AND b.created_at < ${before} LIMIT ${limit})`;
}
