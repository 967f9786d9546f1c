import type { DomainEvent } from './events';
import { lifecycleRefusal } from './lifecycle';
import { refuse, refuseField, type Refusal } from './refusal';
import type { PolicyJudgement } from './policy-judgement';
import { recordChangeLabels, type Answer, type NamedAudience, type RecordChange, type RequestState, type ReReviewProposal } from './request';
import type { SiteFacts } from './site';
import type { RequestFacts } from './request-decisions';
import { audienceJson, siteSubject, type SitePatch } from './site-decisions';

/** Why an audience is looked at again, as the request says it. */
export function reReviewReason(changed: readonly RecordChange[]): string {
  const named = changed.map((what) => recordChangeLabels[what]);
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}` : (named[0] ?? '');
  return `The ${list} changed since this audience was approved.`;
}

/**
 * The re-review that policies ask for after a change; null for none. What they forbid has happened already: somebody has to
 * look at that too. A policy that can’t be judged forbids.
 */
export function reReviewAsked({ reReview, forbidden }: PolicyJudgement): PolicyJudgement['reReview'] {
  if (forbidden.length === 0) return reReview;
  return { narrowFirst: reReview?.narrowFirst ?? false, reasons: [...(reReview?.reasons ?? []), ...forbidden] };
}

/** The part of a re-review that is decided on. */
export type ReReview = {
  id: string;
  revision: number;
  proposal: ReReviewProposal;
  /** The audience that comes back with an approval, by those who are there now; null: none was taken away, or it was decided on since. */
  restores: NamedAudience | null;
};

export type ReReviewOutcome = {
  request: { state: RequestState; answer: Answer; note: string | null };
  patch: SitePatch;
  events: DomainEvent[];
};

/** One reviewer’s answer: approved, the audience stays or comes back; rejected, only the owner and admins keep their access. */
export function decideReReview(site: SiteFacts, request: ReReview, answer: Answer, note: string | null): ReReviewOutcome | Refusal {
  if (answer !== 'approve' && note === null) return refuseField('note', answer === 'reject' ? 'Say why you reject it.' : 'Say which changes you ask for.');
  const illegal = lifecycleRefusal(site.state, answer === 'approve' ? 'review' : 'narrow');
  if (illegal !== null) return refuse('conflict', illegal, { details: { state: site.state } });
  const about = { site: siteSubject(site), request: subjectOf(request), reason: note };
  switch (answer) {
    case 'ask_changes':
      return { request: { state: 'changes_requested', answer, note }, patch: {}, events: [{ type: 'request.changes_asked', ...about }] };
    case 'reject': {
      const { patch, events } = narrowedToOwner(site, request, note);
      return { request: { state: 'rejected', answer, note }, patch, events: [{ type: 'request.rejected', ...about }, ...events] };
    }
    case 'approve': {
      const approved: DomainEvent = { type: 'request.approved', ...about };
      const confirmed: DomainEvent = { type: 'site.audience_confirmed', ...about };
      const { restores } = request;
      if (restores === null) return { request: { state: 'approved', answer, note }, patch: {}, events: [approved, confirmed] };
      return {
        request: { state: 'approved', answer, note },
        patch: { audience: { mode: restores.mode, people: restores.people.map(({ id }) => id), groups: restores.groups.map(({ id }) => id) } },
        events: [approved, { ...confirmed, changes: { audience: { before: audienceJson(site), after: restores } } }],
      };
    }
  }
}

/** The owner's answer to a reviewer who asked for changes: the re-review waits for a decision again. */
export function answerReReview(site: SiteFacts, request: RequestFacts, input: { answer: string; revision?: number | undefined }): { reason: string; events: DomainEvent[] } | Refusal {
  if (request.kind !== 're_review') return refuse('conflict', 'Only a re-review is answered so. Ask again with what you revised.');
  if (request.state !== 'changes_requested') return refuse('conflict', 'Nobody asked for changes, so there is nothing to answer.', { details: { state: request.state } });
  if (input.revision !== undefined && input.revision !== request.revision) {
    return refuse('stale', 'This request changed since you looked at it. Look again, then repeat.', { details: { currentRevision: request.revision } });
  }
  const subject = { id: request.id, kind: 're_review', revision: request.revision + 1 };
  return {
    reason: `${reReviewReason(request.proposal.changed)} ${input.answer}`,
    events: [{ type: 'request.resubmitted', site: siteSubject(site), request: subject, reason: input.answer }],
  };
}

/** What no answer comes to, and what a rejection does: the audience that nobody stands for is taken away. */
export function narrowedToOwner(site: SiteFacts, request: Pick<ReReview, 'id' | 'revision'> | null, reason: string | null): { patch: SitePatch; events: DomainEvent[] } {
  if (site.audience.mode === 'admins_only' || site.state === 'retired') return { patch: {}, events: [] };
  const after = { mode: 'admins_only' as const, people: [], groups: [] };
  return {
    patch: { audience: after },
    events: [
      {
        type: 'site.audience_narrowed',
        site: siteSubject(site),
        ...(request === null ? {} : { request: subjectOf(request) }),
        reason,
        changes: { audience: { before: audienceJson(site), after } },
      },
    ],
  };
}

function subjectOf({ id, revision }: Pick<ReReview, 'id' | 'revision'>): NonNullable<DomainEvent['request']> {
  return { id, kind: 're_review', revision };
}
