import { judgeByAnswers, type PolicyAnswer } from '@/lib/domain/judge-policies';
import type { ActivePolicy } from '@/lib/domain/policy';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { ConditionFailure, readCondition } from './cel';
import { toConditionFacts, type ConditionFacts } from './condition-facts';

/** What policies say of one change of one Site. Those that are not asked at this trigger are passed over. Never throws: what fails denies. */
export function judgePolicies(policies: readonly ActivePolicy[], facts: PolicyFacts): PolicyJudgement {
  const asked = policies.filter(({ isEnabled, triggers }) => isEnabled && triggers.includes(facts.change.trigger));
  const given = toConditionFacts(facts);
  return judgeByAnswers(asked.map((policy) => askPolicy(policy, given)), facts.change);
}

/** What one policy answers. */
export function askPolicy(policy: ActivePolicy, facts: ConditionFacts): PolicyAnswer {
  if (policy.problem !== undefined) return { policy, failure: policy.problem };
  const read = readCondition(policy.condition);
  // Nothing is saved that can't be read; it was written for other variables, by another version.
  if ('problem' in read) return { policy, failure: read.problem.message };
  try {
    return { policy, held: read.holds(facts) };
  } catch (error) {
    if (!(error instanceof ConditionFailure)) throw error;
    return { policy, failure: sentence(error.message) };
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
