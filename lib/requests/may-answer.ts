import { answeredStage, type AnswerInput } from '@/lib/domain/answer-request';
import { decideOperation } from '@/lib/domain/decide-operation';
import { isOpen } from '@/lib/domain/request';
import { judgeOnRequest, type Verdict } from '@/lib/domain/verdict';
import type { Actor } from '@/lib/gate/actor';
import type { LoadedAnswer } from './load-answer';

/** Whether somebody may answer a request: by the permission table, and by the stage that they would answer. */
export function mayAnswerRequest(actor: Actor, { request, requestRelations, staged }: LoadedAnswer, input: { requestId: string } & Pick<AnswerInput, 'stage' | 'onBehalfOf'>): Verdict {
  const { isAsked, wasAsked } = requestRelations;
  // Whoever was asked until it closed is told that it is closed, and by whom.
  const verdict = judgeOnRequest(decideOperation(request.kind), actor, { ...requestRelations, isAsked: isAsked || (wasAsked && !isOpen(request.state)) });
  // What is closed or has moved on has no stages any more, and that is told first.
  if (!verdict.allowed || staged === null) return verdict;
  const answer = answeredStage(staged, input).verdict;
  return answer.may || answer.because === 'state' ? verdict : { allowed: false, hidden: false, reason: answer.reason };
}
