import type { AnswerOutcome } from '@/lib/domain/answer-request';
import { newcomersText } from '@/lib/domain/newcomers';
import type { Answer } from '@/lib/domain/request';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { Tx } from '@/lib/db/client';
import type { Context } from '@/lib/gate/command';
import type { Notice } from '@/lib/notifications/write';
import type { LoadedAnswer } from './load-answer';
import type { LoadedRequest } from './load-request';
import { moveText, movesSince } from './read-changes';
import { quoted, requestTitle, toRequest } from './request-notices';

type Answered = { decisionId: string; loaded: LoadedAnswer; outcome: AnswerOutcome };

/**
 * What one answer tells: the requester hears what became of the request, and the owner where something of the Site follows
 * from it. Whoever answered knows. An approval that waits for others is no news, unless it undoes earlier ones.
 */
export function answerNotices({ decisionId, loaded, outcome }: Answered, { actor }: Pick<Context, 'actor'>): Notice[] {
  const { request, site, round } = loaded;
  const { state, answer, note } = outcome.request;
  if (state === 'pending') {
    if (outcome.round === round || request.requesterId === actor.personId) return [];
    const approvedBy = (loaded.planned?.facts.answers ?? []).flatMap(({ answer: given, reviewerId }) => (given === 'approve' && reviewerId !== actor.personId ? [reviewerId] : []));
    const changes = [...newcomersText(loaded.newcomers).map(sentence), `${actor.name} has approved it as it is now.`];
    return lostNotices(loaded, { round, approvedBy, changes, tellsRequester: true });
  }
  const told = new Set([request.requesterId, ...(state === 'approved' || request.kind === 're_review' ? [site.owner?.id] : [])]);
  const words = request.kind === 'transfer' ? transferWords : reviewedWords;
  const said = `${actor.name} ${words[answer].said}${inPlaceOf(loaded, outcome)}`;
  return [...told].flatMap((personId): Notice[] =>
    personId === undefined || personId === actor.personId
      ? []
      : [
          {
            personId,
            kind: 'alert',
            occasion: `request answered ${decisionId}`,
            title: `${requestTitle(loaded)} ${words[answer].title}`,
            message: { lines: [note === null ? `${said}.` : `${said}: ${quoted(note)}`, ...consequences(loaded, outcome)], action: toRequest(request.id, answer === 'ask_changes' ? 'See what to change' : undefined) },
          },
        ],
  );
}

const reviewedWords: Record<Answer, { title: string; said: string }> = {
  approve: { title: 'was approved', said: 'approved it' },
  reject: { title: 'was rejected', said: 'rejected it' },
  ask_changes: { title: 'came back for changes', said: 'asked for changes' },
};
const transferWords: typeof reviewedWords = {
  approve: { title: 'was accepted', said: 'accepted it' },
  reject: { title: 'was declined', said: 'declined it' },
  ask_changes: reviewedWords.ask_changes,
};

function inPlaceOf({ places }: LoadedAnswer, { onBehalfOfId }: AnswerOutcome): string {
  const person = places?.inPlaceOf.find(({ id }) => id === onBehalfOfId);
  return person === undefined ? '' : ` in the place of ${person.name}`;
}

/** What follows, and what there is to do. */
function consequences({ request, gains }: LoadedAnswer, { request: { answer }, patch }: AnswerOutcome): string[] {
  const isReReview = request.kind === 're_review';
  if (answer === 'ask_changes') return [isReReview ? 'Say on the request what you did about it. Without an answer in time, only the owner and admins may open the Site.' : 'It waits for you: revise it and ask again, or withdraw it.'];
  if (answer === 'reject') return [isReReview ? 'Only the owner and admins may open the Site from now on. If others still need it, ask for a widening.' : 'Everything stays as it is.'];
  switch (request.kind) {
    case 'widening':
      return [`The audience is in force: ${gains.toLocaleString('en-US')} ${gains === 1 ? 'person gains' : 'people gain'} access.`, ...(request.proposal.until === null ? [] : [`It ends by itself on ${longUtcDate(new Date(request.proposal.until))}.`])];
    case 're_review':
      return [patch.audience === undefined ? 'Its audience stays as it is.' : 'Its audience is back.'];
    case 'renewal':
      return [`It expires on ${longUtcDate(new Date(request.proposal.expiresAt))}.`];
    case 'transfer':
      return [`${request.proposal.to.name} owns the Site now.`];
  }
}

/**
 * What is told of approvals that no longer count because something changed that they rest on: whoever gave one hears of it, and
 * the requester, unless they changed it themselves. Told once of the approvals of a round, however often it changes.
 */
export async function lostApprovalNotices(tx: Tx, loaded: LoadedRequest): Promise<Notice[]> {
  const { request, site, round } = loaded;
  const earlier = await tx.decision.findMany({ where: { requestId: request.id, round: { lt: round } }, orderBy: [{ round: 'desc' }, { decidedAt: 'desc' }], select: { answer: true, round: true, decidedAt: true, reviewerId: true } });
  const [lost] = earlier;
  if (lost?.answer !== 'approve') return [];
  const moves = await movesSince(tx, site.id, lost.decidedAt);
  return lostNotices(loaded, {
    round: lost.round,
    approvedBy: earlier.flatMap((given) => (given.round === lost.round && given.answer === 'approve' ? [given.reviewerId] : [])),
    changes: moves.slice(0, movesShown).map((move) => sentence(moveText(move))),
    tellsRequester: moves.length === 0 || moves.some(({ actor }) => actor.id !== request.requesterId),
  });
}

const movesShown = 5;

type Lost = { round: number; /** Whose approvals they were, by id. */ approvedBy: readonly string[]; changes: readonly string[]; tellsRequester: boolean };

function lostNotices({ request, site }: LoadedRequest, { round, approvedBy, changes, tellsRequester }: Lost): Notice[] {
  const title = requestTitle({ site, request });
  const common = { kind: 'alert', occasion: lostOccasion(request.id, round) } as const;
  const toRequester: Notice = {
    ...common,
    personId: request.requesterId,
    title: `${title} has to be approved anew`,
    message: { lines: ['Something changed that its approvals rest on, so they no longer count.', ...changes], action: toRequest(request.id) },
  };
  const toReviewers = [...new Set(approvedBy)].map((personId): Notice => ({
    ...common,
    personId,
    title: `Your approval no longer counts: ${title}`,
    message: { lines: ['Something changed that it rests on.', ...changes, 'Nobody gets in by it. The request waits to be looked at again.'], action: toRequest(request.id, 'Look again') },
  }));
  return [...(tellsRequester ? [toRequester] : []), ...toReviewers];
}

/** Names the approvals of one round; `dueRequests` says the same in SQL. */
function lostOccasion(requestId: string, round: number): string {
  return `request approvals lost ${requestId} ${round}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
