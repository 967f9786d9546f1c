import type { ViewFacts } from '@/lib/domain/view';
import type { Tx } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';
import { withOwner, type ViewRow } from './view-shape';

/** The one writer of saved views. */
export async function insertView(tx: Tx, { id, ownerId, name, query, isShared }: ViewFacts, now: Date): Promise<ViewRow> {
  return tx.savedView.create({ data: { id, ownerId, name, query, isShared, createdAt: now, updatedAt: now }, include: withOwner });
}

/** Writes a view as it shall be. @throws ProblemError 409 when it moved on since it was read. */
export async function updateView(tx: Tx, { id, name, query, isShared, defaultFor, revision }: ViewFacts, now: Date): Promise<ViewRow> {
  const { count } = await tx.savedView.updateMany({
    where: { id, revision },
    data: { name, query, isShared, defaultFor, revision: revision + 1, updatedAt: now },
  });
  if (count === 0) throw new ProblemError('stale', 'Somebody else changed this view a moment ago. Look again, then repeat.');
  return tx.savedView.findUniqueOrThrow({ where: { id }, include: withOwner });
}

export async function removeView(tx: Tx, id: string): Promise<void> {
  await tx.savedView.delete({ where: { id } });
}
