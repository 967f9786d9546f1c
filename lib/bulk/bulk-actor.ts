import type { Tx } from '@/lib/db/client';
import { personActor, type Actor, type Via } from '@/lib/gate/actor';
import type { BulkRow } from './bulk-row';

/** Whoever prepared or confirmed a bulk action, with the roles of this moment; `hasLeft` once they were deactivated. */
export async function actorNow(tx: Tx, { actorId, via, correlationId }: Pick<BulkRow, 'actorId' | 'via' | 'correlationId'>): Promise<{ actor: Actor; hasLeft: boolean }> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: actorId } });
  const actor = personActor(person, ['read', 'write'], null, { via: via as Via, correlationId });
  return { actor, hasLeft: person.deactivatedAt !== null };
}
