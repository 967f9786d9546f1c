import { permissions, type Operation, type Permission, type Role, type Standing } from './permissions';

/** Whether somebody may, and if not, why. `hidden` means that not even the existence is told (404). */
export type Verdict = { allowed: true } | { allowed: false; hidden: boolean; reason: string };

export const allowed: Verdict = { allowed: true };
export const hidden: Verdict = { allowed: false, hidden: true, reason: 'There is no such thing, or you can’t see it.' };

export type Subject = { personId: string | null; roles: readonly Role[] };

/** How a person stands by role alone. A system actor acts as admin. */
export function roleStandings(subject: Subject): Set<Standing> {
  return new Set<Standing>(subject.personId === null ? ['admin'] : subject.roles);
}

/** Reads the table. `held` is everything the actor is, by role and by relation. */
export function judge(operation: Operation, held: ReadonlySet<Standing>): Verdict {
  const permission: Permission = permissions[operation];
  if (permission.changes && held.has('auditor')) {
    return { allowed: false, hidden: false, reason: 'Auditors read everything and change nothing.' };
  }
  for (const [standing, reason] of Object.entries(permission.except ?? {}) as [Standing, string][]) {
    if (held.has(standing)) return { allowed: false, hidden: false, reason };
  }
  return permission.allow.some((standing) => held.has(standing))
    ? allowed
    : { allowed: false, hidden: false, reason: permission.refusal };
}

/** The relations of an actor to a Site, as `load` found them. */
export type SiteRelations = {
  ownerId: string | null;
  successorId: string | null;
  /** Whether the approved audience lets the actor in, groups resolved, and the Site is open. */
  inAudience: boolean;
  /** Whether an open transfer would make the actor the owner. */
  isProposedOwner: boolean;
  /** Whether the actor made a request about the Site, decided or not. */
  isRequester: boolean;
};

export function siteStandings(subject: Subject, site: SiteRelations): Set<Standing> {
  const held = roleStandings(subject);
  const me = subject.personId;
  if (me !== null) {
    if (site.ownerId === me) held.add('owner');
    if (site.successorId === me) held.add('successor');
    if (site.inAudience) held.add('audience');
    if (site.isProposedOwner) held.add('proposed_owner');
    if (site.isRequester) held.add('requester');
  }
  return held;
}

/** The verdict on an operation on a Site: 404 where the actor can't even see it, else the table's answer. */
export function judgeOnSite(operation: Operation, subject: Subject, site: SiteRelations): Verdict {
  const held = siteStandings(subject, site);
  return judge('site.get', held).allowed ? judge(operation, held) : hidden;
}

export type RequestRelations = SiteRelations & {
  requesterId: string;
  proposedOwnerId: string | null;
  /** Whether one of its stages asks the actor or somebody in whose place they decide, or the actor has decided on it. */
  isAsked: boolean;
  /** Whether a stage asked the actor once, or the actor has commented: they still see it, and no more than that. */
  wasAsked: boolean;
};

export function requestStandings(subject: Subject, request: RequestRelations): Set<Standing> {
  const held = siteStandings(subject, request);
  // About a request these two are its own, not those of another request about the same Site.
  held.delete('requester');
  held.delete('proposed_owner');
  if (subject.personId !== null) {
    if (request.requesterId === subject.personId) held.add('requester');
    if (request.proposedOwnerId === subject.personId) held.add('proposed_owner');
    if (request.isAsked) held.add('asked');
    if (request.wasAsked) held.add('was_asked');
  }
  return held;
}

/** As `judgeOnSite`, for an operation on a request. */
export function judgeOnRequest(operation: Operation, subject: Subject, request: RequestRelations): Verdict {
  const held = requestStandings(subject, request);
  return judge('request.get', held).allowed ? judge(operation, held) : hidden;
}
