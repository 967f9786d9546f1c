import type { DomainEvent } from './events';
import type { Role } from './permissions';
import { refuse, refuseField, type Refusal } from './refusal';

/** A person as administration decides on them. */
export type PersonFacts = { id: string; name: string; email: string; roles: Role[]; active: boolean; sessionVersion: number; revision: number };

export type PersonOutcome = {
  patch: { roles?: Role[]; deactivatedAt?: Date | null; sessionVersion?: number };
  events: DomainEvent[];
};

type Loaded = { person: PersonFacts; otherAdmins: number };

/** Gives and takes roles. The last admin stays one: nobody else could undo it. */
export function setRoles({ person, otherAdmins }: Loaded, input: { roles: Role[]; reason: string }): PersonOutcome | Refusal {
  const wanted = [...new Set(input.roles)].sort();
  if (wanted.includes('auditor') && wanted.length > 1) {
    return refuseField('roles', 'An auditor changes nothing, so the role goes with no other.');
  }
  if (wanted.join() === [...person.roles].sort().join()) return refuseField('roles', `${person.name} has these roles already.`);
  if (person.roles.includes('admin') && !wanted.includes('admin') && otherAdmins === 0) {
    return refuse('conflict', `${person.name} is the last active admin. Make somebody else an admin first.`);
  }
  return {
    // A session shows and allows by role, so the open ones end with the old roles.
    patch: { roles: wanted, sessionVersion: person.sessionVersion + 1 },
    events: [
      { type: 'person.roles_changed', subject: subjectOf(person), reason: input.reason, changes: { roles: { before: person.roles, after: wanted } } },
    ],
  };
}

/** Takes somebody out of the workspace: every session and token of theirs stops at the next request. */
export function deactivate({ person, otherAdmins }: Loaded, input: { reason: string }, actorId: string | null, now: Date): PersonOutcome | Refusal {
  if (!person.active) return refuse('conflict', `${person.name} is deactivated already.`);
  if (person.id === actorId) return refuse('conflict', 'You can’t deactivate yourself. Ask another admin.');
  if (person.roles.includes('admin') && otherAdmins === 0) {
    return refuse('conflict', `${person.name} is the last active admin. Make somebody else an admin first.`);
  }
  return {
    patch: { deactivatedAt: now, sessionVersion: person.sessionVersion + 1 },
    events: [{ type: 'person.deactivated', subject: subjectOf(person), reason: input.reason }],
  };
}

export function reactivate({ person }: Loaded, input: { reason: string }): PersonOutcome | Refusal {
  if (person.active) return refuse('conflict', `${person.name} is active.`);
  return { patch: { deactivatedAt: null }, events: [{ type: 'person.reactivated', subject: subjectOf(person), reason: input.reason }] };
}

export function endSessions({ person }: Loaded, input: { reason: string }): PersonOutcome | Refusal {
  return {
    patch: { sessionVersion: person.sessionVersion + 1 },
    events: [{ type: 'person.sessions_ended', subject: subjectOf(person), reason: input.reason }],
  };
}

function subjectOf({ id, name }: PersonFacts): NonNullable<DomainEvent['subject']> {
  return { kind: 'person', id, name };
}
