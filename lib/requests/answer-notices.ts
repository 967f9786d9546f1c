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
    return [lostNotice(loaded, round, [...newcomersText(loaded.newcomers).map(sentence), `${actor.name} has approved it as it is now.`])];
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
 * What the requester is told whose approvals no longer count because something changed that they rest on; nothing where they
 * changed it themselves. Told once of the approvals of a round, however often it changes.
 */
export async function lostApprovalNotices(tx: Tx, loaded: LoadedRequest): Promise<Notice[]> {
  const { request, site, round } = loaded;
  const lost = await tx.decision.findFirst({ where: { requestId: request.id, round: { lt: round } }, orderBy: [{ round: 'desc' }, { decidedAt: 'desc' }], select: { answer: true, round: true, decidedAt: true } });
  if (lost?.answer !== 'approve') return [];
  const moves = await movesSince(tx, site.id, lost.decidedAt);
  if (moves.length > 0 && moves.every(({ actor }) => actor.id === request.requesterId)) return [];
  return [lostNotice(loaded, lost.round, moves.slice(0, movesShown).map((move) => sentence(moveText(move))))];
}

const movesShown = 5;

function lostNotice({ request, site }: LoadedRequest, round: number, changes: string[]): Notice {
  return {
    personId: request.requesterId,
    kind: 'alert',
    occasion: lostOccasion(request.id, round),
    title: `${requestTitle({ site, request })} has to be approved anew`,
    message: { lines: ['Something changed that its approvals rest on, so they no longer count.', ...changes], action: toRequest(request.id) },
  };
}

/** Names the approvals of one round; `dueRequests` says the same in SQL. */
function lostOccasion(requestId: string, round: number): string {
  return `request approvals lost ${requestId} ${round}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
