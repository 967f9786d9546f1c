import { roleLabels } from '@/lib/domain/permissions';
import type { Witness } from '@/lib/domain/witness';
import type { SiteRelations } from '@/lib/domain/verdict';
import type { Actor } from '@/lib/gate/actor';

/** Who acts on a Site, and as what: its owner before anything else. */
export function witnessOf(actor: Pick<Actor, 'personId' | 'name' | 'email' | 'roles'>, { ownerId }: Pick<SiteRelations, 'ownerId'>): Witness {
  if (actor.personId === null) return { name: actor.name, email: null, role: 'system' };
  const role = actor.personId === ownerId ? 'owner' : (actor.roles.find((each) => each !== 'member') ?? 'member');
  return { name: actor.name, email: actor.email, role: role === 'owner' ? role : roleLabels[role].toLowerCase() };
}
