import type { PolicyJudgement } from './policy-judgement';
import { isRefusal, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { disable, type SiteOutcome } from './site-decisions';

/** Disables a Site because policies say so; each is named in the note, with the version that said it. */
export function disableByPolicy(site: SiteFacts, reasons: PolicyJudgement['disable'], now: Date): SiteOutcome | Refusal {
  const note = reasons.map(({ policy, message }) => `${message} (“${policy.name}”, version ${policy.version})`).join(' ');
  const outcome = disable({ site }, { reason: 'policy_violation', note }, now);
  if (isRefusal(outcome)) return outcome;
  const policies = reasons.map(({ policy, message }) => ({ key: policy.key, version: policy.version, message }));
  return { ...outcome, events: outcome.events.map((event) => ({ ...event, type: 'site.policy_disabled' as const, data: { ...event.data, policies } })) };
}
