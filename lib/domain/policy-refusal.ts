import { forbiddenBy } from './forbidden-by';
import type { PolicyJudgement } from './policy-judgement';
import type { Refusal } from './refusal';

/** Why the policies don't let a change happen, all reasons at once; null where they do. */
export function policyRefusal({ forbidden }: Pick<PolicyJudgement, 'forbidden'>): Refusal | null {
  return forbidden.length === 0 ? null : forbiddenBy('rule', forbidden);
}
