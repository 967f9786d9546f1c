import type { PolicyJudgement, PolicyReason } from './policy-judgement';
import { refuse, type Json, type Refusal } from './refusal';

/** Each reason with the policy that gives it, as a sentence for people. */
export function reasonsInWords(reasons: readonly PolicyReason[]): string {
  return reasons.map(({ policy, message }) => `${message} (${policy.name})`).join(' ');
}

/** Why the policies don't let a change happen, all reasons at once; null where they do. */
export function policyRefusal({ forbidden, asked }: Pick<PolicyJudgement, 'forbidden' | 'asked'>): Refusal | null {
  if (forbidden.length === 0) return null;
  const policies: Json = forbidden.map(({ policy, message }) => ({ ...policy, message }));
  const failed: Json = asked.flatMap(({ key, name, version, failure }) => (failure === null ? [] : [{ key, name, version, failure }]));
  return refuse('rule', reasonsInWords(forbidden), { details: { policies, ...(failed.length > 0 && { failedPolicies: failed }) } });
}
