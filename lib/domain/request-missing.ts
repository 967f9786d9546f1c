import { evidenceLabels } from './evidence';
import { reasonText } from './forbidden-by';
import type { PlannedStage, RequestPlan } from './request-plan';

/** What an approval still takes, as sentences: what forbids it first, for nothing else helps against that. */
export function missingFor(plan: RequestPlan): string[] {
  return [...plan.forbidden.map(reasonText), ...evidenceMissing(plan), ...plan.stages.flatMap(answersMissing)];
}

/** The evidence that is asked for and was not given, or shows that something failed. */
export function evidenceMissing({ missingEvidence }: Pick<RequestPlan, 'missingEvidence'>): string[] {
  return missingEvidence.map(({ kind, failed }) =>
    failed ? `“${evidenceLabels[kind]}” shows that something failed; it has to pass.` : `“${evidenceLabels[kind]}” is missing.`,
  );
}

function answersMissing({ name, approvals, given, state }: PlannedStage): string[] {
  const missing = approvals - given.length;
  if (state === 'through' || missing <= 0) return [];
  const count = missing === 1 ? 'one more approval' : `${missing} more approvals`;
  return [`“${name}” needs ${given.length === 0 && missing === 1 ? 'an approval' : count}${state === 'waiting' ? ', once the stages before it are through' : ''}.`];
}

/** What somebody who waits for a stage has to know of it besides, as sentences. */
export function remarksOn({ name, approvals, asked, withinReach, standIns, state }: PlannedStage, isEscalated: boolean): string[] {
  if (state === 'through') return [];
  const who = standIns === 'admins' ? 'the admins' : 'the alternates';
  const why = isEscalated ? 'It waited for long' : asked === 0 ? 'Nobody whom it asks is there' : 'Too few of those whom it asks are there';
  return [
    ...(standIns === null ? [] : [`“${name}”: ${why}, so ${who} can answer it too.`]),
    ...(withinReach >= approvals
      ? []
      : [`“${name}” needs ${approvals} ${approvals === 1 ? 'approval' : 'approvals'}, and ${withinReach === 0 ? 'nobody' : `only ${withinReach} ${withinReach === 1 ? 'person' : 'people'}`} could give one. Unless that changes, the request ends without an answer.`]),
  ];
}
