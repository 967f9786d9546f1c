import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal, type Refusal } from '@/lib/domain/refusal';
import { beginRetirement, type BeginRetirementInput, type NewRetirement } from '@/lib/domain/retirement';
import type { Settings } from '@/lib/domain/settings';
import type { SiteFacts } from '@/lib/domain/site';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { updateSite } from '@/lib/sites/write';
import { tellPeople } from './tell-people';
import { insertRetirement } from './write';

type Begun = { actor: Pick<Actor, 'personId' | 'name'>; now: Date };

/**
 * Begins the retirement of a Site that the caller has locked, in the caller's transaction: for the lifecycle and for other
 * features, whose own gate has asked whether it may be. The caller records the events.
 */
export async function beginRetirementOf(
  tx: Tx,
  site: SiteFacts,
  input: BeginRetirementInput,
  { actor, now, settings }: Begun & { settings: Settings },
): Promise<{ retirementId: string; events: DomainEvent[] } | Refusal> {
  const outcome = beginRetirement({ site, settings }, input, now);
  if (isRefusal(outcome)) return outcome;
  return { retirementId: await saveBeginning(tx, site, outcome, { actor, now }), events: outcome.events };
}

/** Writes a retirement that was decided on, and tells those whom it concerns. Answers its id. */
export async function saveBeginning(tx: Tx, site: SiteFacts, { patch, retirement }: SiteOutcome & { retirement: NewRetirement }, { actor, now }: Begun): Promise<string> {
  await updateSite(tx, site, patch, { now, actor });
  return savePlan(tx, site, retirement, { actor, now });
}

/** As `saveBeginning`, for a Site whose own change the caller writes. */
export async function savePlan(tx: Tx, site: SiteFacts, retirement: NewRetirement, { actor, now }: Begun): Promise<string> {
  const id = await insertRetirement(tx, site.id, retirement, now);
  await tellPeople(tx, site, id, retirement, { actorId: actor.personId, now });
  return id;
}
