import type { Sensitivity, SourceMode } from './classification';
import type { Changes, DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import type { PersonRef } from './site';

/** A data source as the workspace's matrix has it. */
export type SourceFacts = {
  id: string;
  key: string;
  name: string;
  sensitivity: Sensitivity;
  mode: SourceMode;
  owner: PersonRef | null;
  note: string | null;
  revision: number;
};

export type SourceInput = {
  name?: string | undefined;
  sensitivity?: Sensitivity | undefined;
  mode?: SourceMode | undefined;
  /** Absent: stays; null: nobody any more. Resolved by the caller. */
  owner?: string | null | undefined;
  note?: string | null | undefined;
  reason?: string | undefined;
  revision?: number | undefined;
};

export type SourcePatch = { name?: string; sensitivity?: Sensitivity; mode?: SourceMode; ownerId?: string | null; note?: string | null };

/** Changes what the workspace says of a source. `owner` is the person that the input names; null: there is no such person. */
export function changeSource({ source, owner }: { source: SourceFacts; owner: PersonRef | null }, input: SourceInput): { patch: SourcePatch; events: DomainEvent[] } | Refusal {
  if (input.revision !== undefined && input.revision !== source.revision) {
    return refuse('stale', `This data source changed since you looked at it (you saw revision ${input.revision}, it is at ${source.revision}). Look again, then repeat.`, { details: { currentRevision: source.revision } });
  }
  const patch: SourcePatch = {};
  const changes: Changes = {};
  for (const field of ['name', 'sensitivity', 'mode', 'note'] as const) {
    const value = input[field];
    if (value === undefined || value === source[field]) continue;
    Object.assign(patch, { [field]: value });
    changes[field] = { before: source[field], after: value };
  }
  if (input.owner !== undefined && input.owner !== (source.owner?.id ?? null)) {
    if (input.owner !== null && owner === null) return refuseField('owner', 'There is no person with this id.');
    if (owner?.active === false) return refuseField('owner', `${owner.name} has left. Name somebody else.`);
    patch.ownerId = owner?.id ?? null;
    changes.owner = { before: source.owner?.name ?? null, after: owner?.name ?? null };
  }
  // The last word of the matrix decides who may do what with real data: it is never changed without saying why.
  if ((patch.sensitivity !== undefined || patch.mode !== undefined) && input.reason === undefined) return refuseField('reason', 'Say why.');
  if (Object.keys(changes).length === 0) return { patch, events: [] };
  return { patch, events: [{ type: 'source.changed', subject: subjectOf(source), reason: input.reason ?? null, changes }] };
}

/** Two sources that must not meet in one Site. */
export type SourcePair = { a: Pick<SourceFacts, 'id' | 'name'>; b: Pick<SourceFacts, 'id' | 'name'>; reason: string | null };

/** Forbids two sources to meet, or says anew why; Sites where they meet already are told of, and the open ones reviewed again. */
export function setConflict({ a, b, reason: before }: SourcePair, reason: string): { reason: string; events: DomainEvent[] } | Refusal {
  if (a.id === b.id) return refuseField('b', 'A data source always meets itself. Choose two.');
  if (before === reason) return { reason, events: [] };
  return { reason, events: [{ type: 'source.conflict_set', subject: { kind: 'source', id: a.id, name: `${a.name} and ${b.name}` }, reason, changes: { reason: { before, after: reason } }, data: { with: b.id } }] };
}

/** Allows two sources to meet again. */
export function liftConflict({ a, b, reason: before }: SourcePair, reason: string): { events: DomainEvent[] } | Refusal {
  if (before === null) return refuse('conflict', `${a.name} and ${b.name} may meet already.`);
  return { events: [{ type: 'source.conflict_lifted', subject: { kind: 'source', id: a.id, name: `${a.name} and ${b.name}` }, reason, changes: { reason: { before, after: null } }, data: { with: b.id } }] };
}

export function subjectOf({ id, name }: Pick<SourceFacts, 'id' | 'name'>): NonNullable<DomainEvent['subject']> {
  return { kind: 'source', id, name };
}
