import type { DomainEvent } from './events';
import { roleLabels, type Role } from './permissions';
import { refuse, refuseField, type Refusal } from './refusal';
import { hidden, judge, roleStandings, type Subject, type Verdict } from './verdict';

/** Longest name of a view, and longest query, in UTF-16 units. The database holds the same limits. */
export const viewLimits = { name: 80, query: 8_000, perPerson: 200 } as const;

/** A saved view as the rules see it. */
export type ViewFacts = {
  id: string;
  ownerId: string;
  name: string;
  /** Canonical, see view-query.ts. */
  query: string;
  isShared: boolean;
  /** The role whose list opens with it. */
  defaultFor: Role | null;
  revision: number;
};

/** What a person's other views stand in the way of. */
export type OwnViews = { names: readonly string[] };

/** One's own view is one's own; a shared one of somebody else is an admin's to change; others aren't even told of. */
export function judgeOnView(subject: Subject, view: Pick<ViewFacts, 'ownerId' | 'isShared'>): Verdict {
  const held = roleStandings(subject);
  if (view.ownerId !== subject.personId) return view.isShared ? judge('view.set_default', held) : hidden;
  return judge(view.isShared ? 'view.share' : 'view.save', held);
}

/** As `judgeOnView`, for a change that may share the view. */
export function judgeViewChange(subject: Subject, view: Pick<ViewFacts, 'ownerId' | 'isShared'>, sharesIt: boolean): Verdict {
  const verdict = judgeOnView(subject, view);
  return verdict.allowed && sharesIt ? judge('view.share', roleStandings(subject)) : verdict;
}

/** What others see is told in the audit log; a bookmark of one's own is nobody's business. */
export function saveView(view: ViewFacts, own: OwnViews): { view: ViewFacts; events: DomainEvent[] } | Refusal {
  if (own.names.length >= viewLimits.perPerson) {
    return refuse('rule', `You have ${viewLimits.perPerson} views, which is as many as one can keep. Delete one first.`);
  }
  if (own.names.includes(view.name)) return sameName(view.name);
  return { view, events: view.isShared ? [{ type: 'view.shared', subject: subjectOf(view), data: { query: view.query } }] : [] };
}

export type ViewChange = { name?: string | undefined; query?: string | undefined; isShared?: boolean | undefined; revision?: number | undefined };

/** Renames a view, gives it another query, shares it or takes it back. `own` are the other views of its owner. */
export function changeView(before: ViewFacts, change: ViewChange, own: OwnViews, subject: Subject): { view: ViewFacts; events: DomainEvent[] } | Refusal {
  if (change.revision !== undefined && change.revision !== before.revision) {
    return refuse('stale', 'Somebody else changed this view since you looked. Look again, then repeat.', { details: { revision: before.revision } });
  }
  const after: ViewFacts = {
    ...before,
    name: change.name ?? before.name,
    query: change.query ?? before.query,
    isShared: change.isShared ?? before.isShared,
  };
  if (own.names.includes(after.name)) return sameName(after.name);
  if (!after.isShared && before.defaultFor !== null) {
    const kept = keptForRole(before, before.defaultFor, subject);
    if (kept !== null) return kept;
    after.defaultFor = null;
  }
  return { view: after, events: eventsOf(before, after) };
}

/** Deletes a view. Only an admin may take away what a role begins with. */
export function deleteView(view: ViewFacts, subject: Subject): { events: DomainEvent[] } | Refusal {
  const kept = view.defaultFor === null ? null : keptForRole(view, view.defaultFor, subject);
  return kept ?? { events: view.isShared ? [{ type: 'view.deleted', subject: subjectOf(view), data: { query: view.query } }] : [] };
}

/** `view` becomes the first one of the role, and `clear` ceases to be. */
type FirstView = { role: Role; view: ViewFacts | null; clear: ViewFacts | null; events: DomainEvent[] };

/**
 * Makes a shared view the first one of a role, or none; `after` is undefined where there is no such view. A view is
 * the first one of one role, so that changing it for some never changes it for others.
 */
export function setDefaultView(role: Role, before: ViewFacts | null, after: ViewFacts | null | undefined): FirstView | Refusal {
  if (after === undefined) return refuseField('view', 'There is no shared view with this id.');
  if (after !== null && !after.isShared) return refuseField('view', `“${after.name}” is not shared. Share it first.`);
  if (after !== null && after.defaultFor !== null && after.defaultFor !== role) {
    return refuse('conflict', `“${after.name}” is the first view of the role ${roleLabels[after.defaultFor]} already. Save a copy of it for the role ${roleLabels[role]}.`);
  }
  if (after?.id === before?.id) return refuse('conflict', `That is what the role ${roleLabels[role]} begins with already.`);
  const named = after ?? before;
  return {
    role,
    view: after && { ...after, defaultFor: role },
    clear: before && { ...before, defaultFor: null },
    events: [
      {
        type: 'view.default_set',
        ...(named === null ? {} : { subject: subjectOf(named) }),
        changes: { [role]: { before: before?.name ?? null, after: after?.name ?? null } },
      },
    ],
  };
}

/** The order in which somebody's roles are asked for a first view: the furthest-reaching one first. */
export const defaultOrder: readonly Role[] = ['admin', 'reviewer', 'auditor', 'member'];

function sameName(name: string): Refusal {
  return refuseField('name', `There is a view “${name}” among these already. Choose another name.`);
}

function keptForRole(view: ViewFacts, role: Role, subject: Subject): Refusal | null {
  if (judge('view.set_default', roleStandings(subject)).allowed) return null;
  return refuse('conflict', `The role ${roleLabels[role]} begins with “${view.name}”. Ask an admin to choose another first view for it.`);
}

function eventsOf(before: ViewFacts, after: ViewFacts): DomainEvent[] {
  if (!before.isShared) return after.isShared ? [{ type: 'view.shared', subject: subjectOf(after), data: { query: after.query } }] : [];
  const fields = (['name', 'query', 'isShared', 'defaultFor'] as const).filter((field) => before[field] !== after[field]);
  if (fields.length === 0) return [];
  return [
    {
      type: 'view.changed',
      subject: subjectOf(after),
      changes: Object.fromEntries(fields.map((field) => [field, { before: before[field], after: after[field] }])),
    },
  ];
}

function subjectOf({ id, name }: ViewFacts): NonNullable<DomainEvent['subject']> {
  return { kind: 'view', id, name };
}
