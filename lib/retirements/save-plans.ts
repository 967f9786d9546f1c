import type { NewRetirement } from '@/lib/domain/retirement';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { tellPeople } from './tell-people';
import { insertRetirements } from './write';

/** A retirement that was decided on, and the Site as it was then. */
export type Beginning = { site: SiteFacts; retirement: NewRetirement };

/**
 * Writes the plans of retirements that were decided on and tells those whom they concern, in the transaction in which the
 * caller writes the Sites and their events: for the lifecycle and for other features, whose own gate has asked whether it
 * may be. Answers the ids, in the order of the Sites.
 */
export async function savePlans(tx: Tx, beginnings: readonly Beginning[], { actor, now }: { actor: Pick<Actor, 'personId'>; now: Date }): Promise<string[]> {
  const ids = await insertRetirements(tx, beginnings.map(({ site, retirement }) => ({ ...retirement, siteId: site.id })), now);
  await tellPeople(tx, beginnings.map((beginning, at) => ({ ...beginning, retirementId: ids[at] ?? '' })), { actorId: actor.personId, now });
  return ids;
}
