import type { SourcePatch } from '@/lib/domain/change-source';
import type { Tx } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** The one writer of data sources and of what must not meet. */
export async function insertSource(tx: Tx, source: Prisma.DataSourceUncheckedCreateInput): Promise<void> {
  await tx.dataSource.create({ data: source });
}

/** Changes a source that the caller has locked. */
export async function updateSource(tx: Tx, sourceId: string, patch: SourcePatch): Promise<void> {
  await tx.dataSource.update({ where: { id: sourceId }, data: { ...patch, revision: { increment: 1 } } });
}

/** `aId` is the smaller of the two, so that a pair is said once. */
export async function upsertConflict(tx: Tx, pair: { aId: string; bId: string }, reason: string, now: Date): Promise<void> {
  await tx.sourceConflict.upsert({ where: { aId_bId: pair }, create: { ...pair, reason, createdAt: now }, update: { reason } });
}

export async function deleteConflict(tx: Tx, pair: { aId: string; bId: string }): Promise<void> {
  await tx.sourceConflict.delete({ where: { aId_bId: pair } });
}
