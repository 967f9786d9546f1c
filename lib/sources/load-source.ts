import type { SourceFacts, SourcePair } from '@/lib/domain/change-source';
import type { PersonRef } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { findPerson } from '@/lib/people/find-person';

/** Locks a data source for the rest of the transaction; null where there is none. */
export async function lockSource(tx: Tx, sourceId: string): Promise<SourceFacts | null> {
  await tx.$queryRaw`SELECT 1 FROM data_source WHERE id = ${sourceId}::uuid FOR UPDATE`;
  const row = await tx.dataSource.findUnique({ where: { id: sourceId }, include: { owner: { select: { id: true, name: true, email: true, deactivatedAt: true } } } });
  if (row === null) return null;
  const { id, key, name, sensitivity, mode, note, revision, owner } = row;
  return { id, key, name, sensitivity, mode, note, revision, owner: owner === null ? null : toRef(owner) };
}

function toRef({ id, name, email, deactivatedAt }: { id: string; name: string; email: string; deactivatedAt: Date | null }): PersonRef {
  return { id, name, email, active: deactivatedAt === null };
}

/** The person whom a change names as owner, if it names one. */
export async function findOwner(tx: Tx, owner: string | null | undefined): Promise<PersonRef | null> {
  return owner === undefined || owner === null ? null : findPerson(tx, owner);
}

/** Locks two data sources and tells whether they must not meet; null where one of them isn't there. The smaller id comes first. */
export async function lockPair(tx: Tx, one: string, other: string): Promise<SourcePair | null> {
  const [aId, bId] = [one.toLowerCase(), other.toLowerCase()].sort() as [string, string];
  const a = await lockSource(tx, aId);
  const b = await lockSource(tx, bId);
  if (a === null || b === null) return null;
  const conflict = await tx.sourceConflict.findUnique({ where: { aId_bId: { aId, bId } } });
  return { a, b, reason: conflict?.reason ?? null };
}
