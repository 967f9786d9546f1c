import type { DelegationFacts } from '@/lib/domain/delegation';
import type { Tx } from '@/lib/db/client';

const person = { select: { id: true, name: true, email: true, roles: true, deactivatedAt: true } } as const;
type Row = { id: string; name: string; email: string; deactivatedAt: Date | null };

const toRef = ({ id, name, email, deactivatedAt }: Row) => ({ id, name, email, active: deactivatedAt === null });

/** The two people of a delegation that is to be made, and one of the same person that it would overlap with. Locks whose place it is. */
export async function loadDelegates(tx: Tx, span: { from: string; to: string; startsAt: Date; endsAt: Date }) {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${span.from}::uuid FOR UPDATE`;
  const [from, to] = await Promise.all([span.from, span.to].map((id) => tx.person.findUnique({ where: { id }, ...person })));
  const other = await tx.delegation.findFirst({
    where: { fromId: span.from, revokedAt: null, startsAt: { lt: span.endsAt }, endsAt: { gt: span.startsAt } },
    include: { from: person, to: person },
  });
  const somebody = (row: (Row & { roles: ('member' | 'reviewer' | 'auditor' | 'admin')[] }) | null | undefined) => (row === null || row === undefined ? null : { ...toRef(row), roles: row.roles });
  return { from: somebody(from), to: somebody(to), overlapping: other === null ? null : { ...other, from: toRef(other.from), to: toRef(other.to) } };
}

export async function lockDelegation(tx: Tx, delegationId: string): Promise<DelegationFacts | null> {
  await tx.$queryRaw`SELECT 1 FROM delegation WHERE id = ${delegationId}::uuid FOR UPDATE`;
  const row = await tx.delegation.findUnique({ where: { id: delegationId }, include: { from: person, to: person } });
  return row === null ? null : { id: row.id, from: toRef(row.from), to: toRef(row.to), startsAt: row.startsAt, endsAt: row.endsAt, revokedAt: row.revokedAt };
}
