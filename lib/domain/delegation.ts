import { addDays } from 'date-fns';
import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import type { PersonRef } from './site';
import type { Role } from './permissions';

/** Nobody is away for longer, in days; whoever is has to hand over their work. */
const longestDelegationDays = 366;

type Somebody = PersonRef & { roles: readonly Role[] };

export type DelegationFacts = { id: string; from: PersonRef; to: PersonRef; startsAt: Date; endsAt: Date; revokedAt: Date | null };

/** Lets somebody decide in somebody's place for a while. What it gives is worked out at each decision (lib/domain/request-plan.ts). */
export function setDelegation(
  { from, to, overlapping }: { from: Somebody | null; to: Somebody | null; overlapping: DelegationFacts | null },
  input: { startsAt: Date; endsAt: Date; reason: string },
  id: string,
  now: Date,
): { events: DomainEvent[] } | Refusal {
  if (from === null || !from.active) return refuseField('person', 'There is nobody with this id who is still here.');
  if (to === null) return refuseField('to', 'There is no person with this id.');
  if (!to.active) return refuseField('to', `${to.name} has left. Choose somebody else.`);
  if (to.id === from.id) return refuseField('to', 'Choose somebody else: nobody decides in their own place.');
  if (to.roles.includes('auditor')) return refuseField('to', `${to.name} is an auditor and decides nothing. Choose somebody else.`);
  if (input.endsAt <= now) return refuseField('endsAt', 'Choose an end in the future.');
  if (input.endsAt <= input.startsAt) return refuseField('endsAt', 'It has to end after it begins.');
  if (input.endsAt > addDays(input.startsAt, longestDelegationDays)) return refuseField('endsAt', `Choose an end within ${longestDelegationDays} days.`);
  if (overlapping !== null) {
    return refuse('conflict', `${overlapping.to.name} decides in this place at that time already. End that first.`, { details: { delegationId: overlapping.id } });
  }
  return { events: [event('delegation.set', { id, from, to }, input.reason, { startsAt: input.startsAt.toISOString(), endsAt: input.endsAt.toISOString() })] };
}

/** Ends a delegation before its time; one that hasn't begun never does. */
export function endDelegation(delegation: DelegationFacts, now: Date): { events: DomainEvent[] } | Refusal {
  if (delegation.revokedAt !== null || delegation.endsAt <= now) return refuse('conflict', 'This delegation has ended already.');
  return { events: [event('delegation.ended', delegation, null, {})] };
}

function event(type: 'delegation.set' | 'delegation.ended', { id, from, to }: { id: string; from: PersonRef; to: PersonRef }, reason: string | null, span: Record<string, string>): DomainEvent {
  return {
    type,
    subject: { kind: 'delegation', id, name: `${to.name} for ${from.name}` },
    reason,
    data: { from: { id: from.id, name: from.name, email: from.email }, to: { id: to.id, name: to.name, email: to.email }, ...span },
  };
}
