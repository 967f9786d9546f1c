import type { PolicyReason } from './policy-judgement';
import { refuse, type Refusal } from './refusal';

/** The refusal of what policies forbid: all reasons are told, each with the policy that gives it, in the version that says so. */
export function forbiddenBy(code: 'rule' | 'conflict', forbidden: readonly PolicyReason[]): Refusal {
  return refuse(code, `The policies forbid this: ${reasonsText(forbidden)}`, {
    details: { forbidden: forbidden.map(({ policy, message, failure }) => ({ policy: { ...policy }, message, ...(failure !== undefined && { failure }) })) },
  });
}

/** All reasons, each with the policy that gives it. */
export function reasonsText(reasons: readonly PolicyReason[]): string {
  return reasons.map(reasonText).join(' ');
}

export function reasonText({ policy, message }: PolicyReason): string {
  return `${message} (“${policy.name}”, version ${policy.version})`;
}
