import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import { isOpen } from './request';
import type { RequestFacts } from './request-decisions';
import type { StageVerdict } from './request-plan';
import type { SiteFacts } from './site';
import { siteSubject } from './site-decisions';

type Person = { id: string; name: string };

export type Claimable = { site: SiteFacts; request: RequestFacts; claimedBy: Person | null };
export type ClaimOutcome = { claimedBy: string | null; events: DomainEvent[] };

/** Takes a request on, so that two don't read the same one. Others may still decide it. */
export function claim({ site, request, claimedBy }: Claimable, me: Person, verdict: StageVerdict): ClaimOutcome | Refusal {
  const closed = closedRefusal(request);
  if (closed !== null) return closed;
  if (claimedBy?.id === me.id) return refuse('conflict', 'You have taken this request on already.');
  if (claimedBy !== null) return refuse('conflict', `${claimedBy.name} has taken this request on. They can hand it over or give it back; you may still decide it.`, { details: { claimedBy: claimedBy.id } });
  if (!verdict.may) return refuse('conflict', verdict.reason);
  return { claimedBy: me.id, events: [event('request.claimed', { site, request }, null)] };
}

/** Gives a request back to the queue: whoever holds it, or an admin. */
export function release({ site, request, claimedBy }: Claimable, me: Person & { isAdmin: boolean }, note: string | null): ClaimOutcome | Refusal {
  const closed = closedRefusal(request);
  if (closed !== null) return closed;
  if (claimedBy === null) return refuse('conflict', 'Nobody has taken this request on.');
  if (claimedBy.id !== me.id && !me.isAdmin) return refuse('conflict', `${claimedBy.name} has taken this request on. They can give it back, or an admin can.`);
  return { claimedBy: null, events: [{ ...event('request.released', { site, request }, note), data: { from: { id: claimedBy.id, name: claimedBy.name } } }] };
}

/** Hands a request over to somebody who could answer it: whoever holds it, an admin, or anybody while it is nobody's. */
export function handOverRequest(
  { site, request, claimedBy }: Claimable,
  me: Person & { isAdmin: boolean },
  to: (Person & { active: boolean; verdict: StageVerdict }) | null,
  note: string | null,
): ClaimOutcome | Refusal {
  const closed = closedRefusal(request);
  if (closed !== null) return closed;
  if (claimedBy !== null && claimedBy.id !== me.id && !me.isAdmin) return refuse('conflict', `${claimedBy.name} has taken this request on. They can hand it over, or an admin can.`);
  if (to === null) return refuseField('to', 'There is no person with this id.');
  if (!to.active) return refuseField('to', `${to.name} has left. Choose somebody else.`);
  if (to.id === claimedBy?.id) return refuseField('to', `${to.name} has this request already.`);
  if (!to.verdict.may) return refuseField('to', `${to.name} can’t answer this request. Choose one of those whom it waits for.`);
  return { claimedBy: to.id, events: [{ ...event('request.handed_over', { site, request }, note), data: { from: claimedBy === null ? null : { id: claimedBy.id, name: claimedBy.name }, to: { id: to.id, name: to.name } } }] };
}

function closedRefusal({ state }: RequestFacts): Refusal | null {
  return isOpen(state) ? null : refuse('conflict', 'This request is closed.', { details: { state } });
}

function event(type: DomainEvent['type'], { site, request }: Pick<Claimable, 'site' | 'request'>, reason: string | null): DomainEvent {
  return { type, site: siteSubject(site), request: { id: request.id, kind: request.kind, revision: request.revision }, reason };
}
