import type { PolicyReason } from './policy-judgement';
import { reasonsInWords } from './policy-refusal';
import { isRefusal, type Refusal } from './refusal';
import type { SiteFacts } from './site';
import { disable, type SiteOutcome } from './site-decisions';

/** Closes a Site because policies say so, at the sweep or when the platform differs from what was approved. */
export function disableByPolicy(site: SiteFacts, reasons: readonly PolicyReason[], now: Date): SiteOutcome | Refusal {
  const outcome = disable({ site }, { reason: 'policy_violation', note: reasonsInWords(reasons).slice(0, 2000) }, now);
  if (isRefusal(outcome)) return outcome;
  const policies = reasons.map(({ policy }) => ({ ...policy }));
  return { ...outcome, events: outcome.events.map((event) => ({ ...event, type: 'site.policy_disabled', data: { ...event.data, policies } })) };
}
