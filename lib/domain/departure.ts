import { withNewOwner } from './new-owner';
import type { Refusal } from './refusal';
import { refuse, refuseField } from './refusal';
import type { PersonRef, QuarantineReason, SiteFacts } from './site';
import { personJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** Why somebody takes over, in the order in which they are asked for (demands, row 22). */
export const takeoverReasons = ['successor', 'manager', 'department_lead'] as const;
export type TakeoverReason = (typeof takeoverReasons)[number];

export const takeoverReasonLabels: Record<TakeoverReason, string> = {
  successor: 'accepted successor',
  manager: 'manager',
  department_lead: 'lead of the department',
};

export type Candidates = {
  /** The Site's successor, only where they have agreed. */
  acceptedSuccessor: PersonRef | null;
  /** The manager of who left, then the manager's manager, and so on; whoever reads them stops at a repeat. */
  managers: readonly PersonRef[];
  /** The lead of the Site's department, then of the department of who left. */
  departmentLeads: readonly PersonRef[];
};

/** Who takes a Site over from `leavingId`: the first who is still there and isn't the one who leaves; null: nobody. */
export function receiverOf(leavingId: string, { acceptedSuccessor, managers, departmentLeads }: Candidates): { to: PersonRef; why: TakeoverReason } | null {
  const inOrder: [TakeoverReason, readonly PersonRef[]][] = [
    ['successor', acceptedSuccessor === null ? [] : [acceptedSuccessor]],
    ['manager', managers],
    ['department_lead', departmentLeads],
  ];
  for (const [why, people] of inOrder) {
    const to = people.find(({ id, active }) => active && id !== leavingId);
    if (to !== undefined) return { to, why };
  }
  return null;
}

/** Gives a Site whose owner left to somebody else, at once and with everything that hangs on it. */
export function handOver(
  { site, to }: { site: SiteFacts; to: PersonRef },
  input: { why: TakeoverReason | null; reason?: string | null | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'hand_over', input.revision);
  if (refusal !== null) return refusal;
  if (!to.active) return refuseField('to', `${to.name} has left. Name somebody else.`);
  if (site.owner?.id === to.id) return refuseField('to', `${to.name} owns this Site already.`);
  const { patch, changes } = withNewOwner(site, to, { seenTo: true });
  return { patch, events: [{ type: 'site.handed_over', site: siteSubject(site), reason: input.reason ?? null, changes, data: { why: input.why } }] };
}

/** Takes a successor who left out of the record: nobody who is gone can take over. */
export function endSuccession({ site, leaving }: { site: SiteFacts; leaving: PersonRef }): SiteOutcome {
  return {
    patch: { successorId: null },
    events: [
      {
        type: 'site.successor_left',
        site: siteSubject(site),
        reason: `${leaving.name} left.`,
        changes: { successor: { before: personJson(site.successor), after: null } },
      },
    ],
  };
}

/** Closes a Site to all but its owner and admins until an admin has seen to it. */
export function quarantine(
  { site }: { site: SiteFacts },
  input: { reason: QuarantineReason; revision?: number | undefined },
  now: Date,
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'quarantine', input.revision);
  if (refusal !== null) return refusal;
  if (site.quarantine !== null) return refuse('conflict', 'This Site is in quarantine already.');
  const isOpen = site.audience.mode !== 'admins_only';
  return {
    patch: { quarantine: { at: now, reason: input.reason }, ...(isOpen ? { audience: { mode: 'admins_only', people: [], groups: [] } } : {}) },
    events: [
      {
        type: 'site.quarantined',
        site: siteSubject(site),
        changes: {
          quarantine: { before: null, after: input.reason },
          ...(isOpen ? { audience: { before: site.audience.mode, after: 'admins_only' } } : {}),
        },
      },
    ],
  };
}

/** An admin has seen to a Site in quarantine: it keeps the narrow audience, and has an active owner from now on. */
export function release(
  { site, owner }: { site: SiteFacts; owner: PersonRef },
  input: { reason?: string | null | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'release', input.revision);
  if (refusal !== null) return refusal;
  if (site.quarantine === null) return refuse('conflict', 'This Site is not in quarantine.');
  if (!owner.active) return refuseField('owner', `${owner.name} has left. Name somebody else.`);
  return {
    patch: {
      quarantine: null,
      guessedOwnerId: null,
      ...(site.owner?.id === owner.id ? {} : withNewOwner(site, owner, { seenTo: true }).patch),
    },
    events: [
      {
        type: 'site.released',
        site: siteSubject(site),
        reason: input.reason ?? null,
        changes: { quarantine: { before: site.quarantine.reason, after: null }, owner: { before: personJson(site.owner), after: personJson(owner) } },
      },
    ],
  };
}
