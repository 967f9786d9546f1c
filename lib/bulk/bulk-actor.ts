import type { Tx } from '@/lib/db/client';
import type { Actor, Via } from '@/lib/gate/actor';
import type { BulkRow } from './bulk-row';

/** Whoever prepared or confirmed a bulk action, with the roles of this moment; `hasLeft` once they were deactivated. */
export async function actorNow(tx: Tx, { actorId, via, correlationId }: Pick<BulkRow, 'actorId' | 'via' | 'correlationId'>): Promise<{ actor: Actor; hasLeft: boolean }> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: actorId } });
  const actor: Actor = {
    kind: 'person',
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    scopes: ['read', 'write'],
    via: via as Via,
    tokenId: null,
    correlationId,
  };
  return { actor, hasLeft: person.deactivatedAt !== null };
}
