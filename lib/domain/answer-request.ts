import type { DomainEvent } from './events';
import { forbiddenBy } from './forbidden-by';
import { newcomersText, type Newcomers } from './newcomers';
import type { PolicyJudgement } from './policy-judgement';
import { isRefusal, refuse, type Refusal } from './refusal';
import type { Answer, RequestState } from './request';
import { decideRequest, type DecisionOutcome } from './request-decisions';
import { evidenceMissing, missingFor } from './request-missing';
import { pinDifferences, type RequestPin, type SeenPin } from './request-pin';
import { mayAnswer, planOf, stageFor, type Answerer, type PlanFacts, type RequestPlan, type StageVerdict } from './request-plan';
import { siteSubject } from './site-decisions';

/** What the stages of a request add to deciding it; null for what one named person answers, as a transfer is. */
export type Staged = { facts: PlanFacts; plan: RequestPlan; round: number; pin: RequestPin; answerer: Answerer };

export type AnswerInput = Parameters<typeof decideRequest>[1] & { stage?: string | undefined; pin?: SeenPin | undefined; onBehalfOf?: string | undefined };

export type AnswerOutcome = Omit<DecisionOutcome, 'request'> & {
  /** `pending`: it was approved, and others have to approve it too. */
  request: { state: RequestState; answer: Answer; note: string | null };
  stage: string;
  onBehalfOfId: string | null;
  /** The round that the answer counts in; one more than before where what earlier answers rested on is no longer so. */
  round: number;
};

/** The stage that somebody would answer, and whether they may. */
export function answeredStage({ facts, plan, answerer }: Staged, input: Pick<AnswerInput, 'stage' | 'onBehalfOf'>): { stage: string; verdict: StageVerdict } {
  if (input.stage !== undefined) return { stage: input.stage, verdict: mayAnswer(facts, plan, input.stage, answerer, input.onBehalfOf) };
  const found = stageFor(facts, plan, answerer, input.onBehalfOf);
  if (found === null) throw new TypeError('a plan has no stage');
  return found;
}

type Answerable = Parameters<typeof decideRequest>[0] & { staged: Staged | null; round: number; newcomers: Newcomers; judgement: Pick<PolicyJudgement, 'asked' | 'forbidden'> };

/**
 * One answer to a request with stages. What it would come to as the last one is what `decideRequest` says; before that the
 * plan has its word: whose turn it is, what is missing, what the policies forbid as they are now, and whether others have to
 * approve as well. An approval with which people would gain access who would not have with an earlier one begins a new round:
 * groups have other members since, and whoever approved has to know. Without stages, what the policies forbid now is refused all the same.
 */
export function answerRequest(loaded: Answerable, input: AnswerInput, now: Date): AnswerOutcome | Refusal {
  const outcome = decideRequest(loaded, input, now);
  const { staged, round, judgement } = loaded;
  if (isRefusal(outcome)) return outcome;
  const policies = judgement.asked.map(({ key, version }) => `${key} ${version}`);
  if (staged === null) {
    if (input.decision === 'approve' && judgement.forbidden.length > 0) return forbiddenBy('conflict', judgement.forbidden);
    return { ...outcome, stage: 'review', onBehalfOfId: null, round, events: tell(outcome.events, { policies }) };
  }
  const moved = pinDifferences(input.pin ?? {}, staged.pin);
  if (moved.length > 0) {
    return refuse('stale', `This changed since you looked: ${moved.join(', ')}. Look again, then decide.`, { details: { currentRevision: loaded.request.revision, changedSince: moved } });
  }
  const { stage, verdict } = answeredStage(staged, input);
  if (!verdict.may) return refuse('conflict', verdict.reason, { details: { stage } });
  const answer = { stage, onBehalfOfId: verdict.onBehalfOfId, round };
  const told = { stage, round, pin: { ...staged.pin }, policies };
  if (input.decision !== 'approve') return { ...outcome, ...answer, events: tell(outcome.events, told) };
  const refusal = unapprovable(staged.plan);
  if (refusal !== null) return refusal;
  const mine = { reviewerId: staged.answerer.personId, onBehalfOfId: verdict.onBehalfOfId, stage, answer: 'approve' as const, gains: loaded.gains };
  const { newcomers } = loaded;
  const isOutgrown = newcomers.people > 0;
  const next = planOf({ ...staged.facts, answers: isOutgrown ? [mine] : [...staged.facts.answers, mine] });
  const counted = isOutgrown ? round + 1 : round;
  if (next.isReady) return { ...outcome, ...answer, round: counted, events: tell(outcome.events, { ...told, round: counted }) };
  return {
    request: { ...outcome.request, state: 'pending' },
    patch: {},
    ...answer,
    round: counted,
    events: [
      {
        type: 'request.stage_approved',
        site: siteSubject(loaded.site),
        request: { id: loaded.request.id, kind: loaded.request.kind, revision: loaded.request.revision },
        reason: outcome.request.note,
        data: { ...told, round: counted, missing: missingFor(next), ...(isOutgrown ? { outgrown: { gains: loaded.gains, newcomers: newcomers.people, said: newcomersText(newcomers) } } : {}) },
      },
    ],
  };
}

/** Why nobody can approve it as things are: what the policies forbid, and the evidence that they ask for. */
function unapprovable(plan: RequestPlan): Refusal | null {
  const { forbidden, missingEvidence } = plan;
  if (forbidden.length > 0) return forbiddenBy('conflict', forbidden);
  if (missingEvidence.length > 0) {
    return refuse('conflict', `It can’t be approved yet: ${evidenceMissing(plan).join(' ')} Add it to the request, or ask for changes.`, {
      details: { missingEvidence: missingEvidence.map(({ kind }) => kind) },
    });
  }
  return null;
}

/** The answer's own event, which comes first, says which stage it was and what it rests on. */
function tell([first, ...others]: DomainEvent[], data: NonNullable<DomainEvent['data']>): DomainEvent[] {
  return first === undefined ? [] : [{ ...first, data: { ...first.data, ...data } }, ...others];
}
