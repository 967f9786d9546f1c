import type { DomainEvent } from './events';
import { withNewOwner } from './new-owner';
import { decideReReview } from './re-review';
import { renewalProblem } from './renewal-limits';
import {
  isOpen,
  requestStateLabels,
  type Answer,
  type NamedAudience,
  type ReReviewProposal,
  type RenewalProposal,
  type RequestKind,
  type RequestState,
  type TransferProposal,
  type WideningProposal,
} from './request';
import { refuse, refuseField, type Json, type Refusal } from './refusal';
import { lifecycleRefusal, type SiteAction } from './lifecycle';
import type { Settings } from './settings';
import type { PersonRef, SiteFacts } from './site';
import { audienceJson, dateJson, personJson, refusalOf, siteSubject, type SitePatch } from './site-decisions';

/** The part of a request that rules decide on. */
export type RequestFacts = {
  id: string;
  kind: RequestKind;
  state: RequestState;
  revision: number;
  requesterId: string;
  /** Who decided it, by name, where somebody did. */
  decidedBy: string | null;
} & (
  | { kind: 'widening'; proposal: WideningProposal }
  | { kind: 'transfer'; proposal: TransferProposal }
  | { kind: 'renewal'; proposal: RenewalProposal; reason: string }
  | { kind: 're_review'; proposal: ReReviewProposal; restores: NamedAudience | null }
);

/** What an approval does to the Site, as the lifecycle knows it. */
const applied: Record<Exclude<RequestFacts['kind'], 're_review'>, SiteAction> = { widening: 'apply_widening', transfer: 'transfer', renewal: 'renew' };

export type Submission<Proposal> = {
  request: { id: string; resubmitted: boolean; revision: number; reason: string; proposal: Proposal; before: Json; approvedAtOnce: boolean };
  patch: SitePatch;
  events: DomainEvent[];
};

/** The request of the same kind that stands in the way, or that is revised; null where there is none. */
export type OpenRequest = { id: string; state: RequestState; revision: number; requesterId: string } | null;

/** Offers the Site to a new owner, who accepts or declines. Taking it over oneself needs no second answer. */
export function submitTransfer(
  loaded: { site: SiteFacts; to: PersonRef | null; open: OpenRequest; newId: string },
  input: { reason: string; revision?: number | undefined },
  actorId: string | null,
): Submission<TransferProposal> | Refusal {
  const { site, to, open } = loaded;
  const refusal = refusalOf(site, 'transfer', input.revision);
  if (refusal !== null) return refusal;
  if (to === null) return refuseField('to', 'There is no person with this id.');
  if (!to.active) return refuseField('to', `${to.name} has left. Choose somebody else.`);
  if (to.id === site.owner?.id) return refuseField('to', `${to.name} owns this Site already.`);
  const blocked = blockedBy(open, actorId);
  if (blocked !== null) return blocked;
  const id = open?.id ?? loaded.newId;
  const revision = open === null ? 1 : open.revision + 1;
  const from = site.owner === null ? null : { id: site.owner.id, name: site.owner.name, email: site.owner.email };
  const proposal: TransferProposal = { to: { id: to.id, name: to.name, email: to.email }, from };
  const approvedAtOnce = to.id === actorId;
  const request = { id, kind: 'transfer', revision };
  const taken = approvedAtOnce ? takeOver(site, to, request, input.reason) : null;
  return {
    request: { id, resubmitted: open !== null, revision, reason: input.reason, proposal, before: from, approvedAtOnce },
    patch: taken?.patch ?? {},
    events: [
      { type: open === null ? 'request.submitted' : 'request.resubmitted', site: siteSubject(site), request, reason: input.reason, data: { to: personJson(to) } },
      ...(taken?.events ?? []),
    ],
  };
}

/** Why a request of this kind can't be made or revised now. */
export function blockedBy(open: OpenRequest, actorId: string | null): Refusal | null {
  if (open === null) return null;
  if (open.state === 'pending') {
    return refuse('conflict', 'A request of this kind is waiting for a decision already. Withdraw it first if you want to ask for something else.', {
      details: { openRequestId: open.id },
    });
  }
  if (open.requesterId !== actorId) {
    return refuse('conflict', 'Somebody else’s request came back for changes. They can revise it, or it can be withdrawn first.', {
      details: { openRequestId: open.id },
    });
  }
  return null;
}

export type DecisionOutcome = {
  request: { state: RequestState; answer: Answer; note: string | null };
  patch: SitePatch;
  events: DomainEvent[];
};

/**
 * One reviewer's answer. It counts for exactly what they saw: a request that moved on since is refused, and the
 * refusal says what changed.
 */
export function decideRequest(
  loaded: { site: SiteFacts; settings: Settings; request: RequestFacts; changedSince: string[]; departed: string[]; gains: number },
  input: { decision: Answer; revision: number; note?: string | null | undefined },
  now: Date,
): DecisionOutcome | Refusal {
  const { site, request } = loaded;
  const note = input.note ?? null;
  const stood = standsOpen(request);
  if (stood !== null) return stood;
  if (input.revision !== request.revision) {
    const what = loaded.changedSince.length === 0 ? '' : ` Since then: ${loaded.changedSince.join('; ')}.`;
    return refuse('stale', `This request changed since you looked at it (you saw revision ${input.revision}, it is at ${request.revision}).${what} Look again, then decide.`, {
      details: { currentRevision: request.revision, changedSince: loaded.changedSince },
    });
  }
  if (request.kind === 're_review') return decideReReview(site, request, input.decision, note);
  if (input.decision !== 'approve' && note === null) {
    return refuseField('note', input.decision === 'reject' ? 'Say why you reject it.' : 'Say which changes you ask for.');
  }
  const subject = { id: request.id, kind: request.kind, revision: request.revision };
  if (input.decision !== 'approve') {
    const rejected = input.decision === 'reject';
    return {
      request: { state: rejected ? 'rejected' : 'changes_requested', answer: input.decision, note },
      patch: {},
      events: [{ type: rejected ? 'request.rejected' : 'request.changes_asked', site: siteSubject(site), request: subject, reason: note }],
    };
  }
  const illegal = lifecycleRefusal(site.state, applied[request.kind]);
  if (illegal !== null) return refuse('conflict', illegal, { details: { state: site.state } });
  if (loaded.departed.length > 0) {
    return refuse('conflict', `${loaded.departed.join(', ')} left since this was proposed. Ask for changes, so that it can be revised.`);
  }
  const approved: DomainEvent = { type: 'request.approved', site: siteSubject(site), request: subject, reason: note };
  if (request.kind === 'transfer') {
    const to: PersonRef = { ...request.proposal.to, active: true };
    const { patch, events } = takeOver(site, to, subject, note);
    return { request: { state: 'approved', answer: 'approve', note }, patch, events: [approved, ...events] };
  }
  if (request.kind === 'renewal') {
    const expiresAt = new Date(request.proposal.expiresAt);
    const problem = renewalProblem(loaded, expiresAt, now);
    if (problem !== null) return refuse('conflict', `${problem} Ask for changes, so that the request can be revised.`);
    return {
      request: { state: 'approved', answer: 'approve', note },
      patch: { expiresAt },
      events: [
        approved,
        {
          type: 'site.renewed',
          site: siteSubject(site),
          request: subject,
          // Why it is needed, as with any renewal; the reviewer's note stands in the event of the approval.
          reason: request.reason,
          changes: { expiresAt: { before: dateJson(site.expiresAt), after: dateJson(expiresAt) } },
        },
      ],
    };
  }
  const { audience, until } = request.proposal;
  if (until !== null && new Date(until) <= now) return refuse('conflict', 'It was asked for until a day that has passed. Ask for changes, so that it can be revised.');
  return {
    request: { state: 'approved', answer: 'approve', note },
    patch: { audience: { mode: audience.mode, people: audience.people.map(({ id }) => id), groups: audience.groups.map(({ id }) => id) } },
    events: [
      approved,
      {
        type: 'site.audience_widened',
        site: siteSubject(site),
        request: subject,
        reason: note,
        changes: { audience: { before: audienceJson(site), after: audience } },
        // Counted now: groups may have grown or shrunk since the request was made.
        data: { gains: loaded.gains, gainsWhenRequested: request.proposal.gains, until },
      },
    ],
  };
}

export type WithdrawalOutcome = { events: DomainEvent[] };

/** Takes a request back before it is decided. */
export function withdraw(
  loaded: { site: SiteFacts; request: RequestFacts },
  input: { note?: string | null | undefined; revision?: number | undefined },
): WithdrawalOutcome | Refusal {
  const { site, request } = loaded;
  if (!isOpen(request.state)) return closed(request);
  if (request.kind === 're_review') return refuse('conflict', 'A re-review is decided, not withdrawn. Whoever wants it over at once narrows the audience to the owner.');
  if (input.revision !== undefined && input.revision !== request.revision) {
    return refuse('stale', 'This request changed since you looked at it. Look again, then repeat.', {
      details: { currentRevision: request.revision },
    });
  }
  return {
    events: [
      {
        type: 'request.withdrawn',
        site: siteSubject(site),
        request: { id: request.id, kind: request.kind, revision: request.revision },
        reason: input.note ?? null,
      },
    ],
  };
}

function standsOpen(request: RequestFacts): Refusal | null {
  if (request.state === 'pending') return null;
  if (request.state === 'changes_requested') {
    return refuse('conflict', 'Changes were asked for. The request waits for its revision, not for a decision.', { details: { state: request.state } });
  }
  return closed(request);
}

function closed(request: RequestFacts): Refusal {
  const by = request.decidedBy === null ? '' : ` by ${request.decidedBy}`;
  return refuse('conflict', `This request is closed: ${requestStateLabels[request.state].toLowerCase()}${by}.`, { details: { state: request.state } });
}

/** What an accepted transfer does to the Site. */
function takeOver(site: SiteFacts, to: PersonRef, request: NonNullable<DomainEvent['request']>, reason: string | null): { patch: SitePatch; events: DomainEvent[] } {
  const { patch, changes } = withNewOwner(site, to, { seenTo: false });
  return { patch, events: [{ type: 'site.owner_changed', site: siteSubject(site), request, reason, changes }] };
}
