import { millisecondsInDay } from 'date-fns/constants';
import { noJudgement } from '@/lib/domain/judge-policies';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import type { RenewalProposal, RequestKind, ReReviewProposal, WideningProposal } from '@/lib/domain/request';
import { riskOf } from '@/lib/domain/risk';
import type { Reader } from '@/lib/db/client';
import type { Counting } from '@/lib/people/measure-audience';
import { judgePolicies } from '@/lib/policies/judge-policies';
import { readPolicyFacts, type PolicyChange } from '@/lib/policies/read-facts';
import { readActivePolicies } from '@/lib/policies/read-policies';
import { readSettings } from '@/lib/settings/get-settings';

type Judged = { kind: RequestKind; proposal: object; requesterId: string | null };

/** What the policies say of a request, and how risky it is: 0 to 100, or null for what lets nobody in. */
export type RequestJudgement = { judgement: PolicyJudgement; risk: number | null };

/**
 * What the policies in force say of a request as things are now. A renewal goes beyond what the settings allow, never beyond
 * what a policy does. A transfer is judged as it is offered, and again as it is accepted. `measured`: what the change would mean for people,
 * where that is counted already.
 */
export async function judgeRequest(db: Reader, siteId: string, { kind, proposal, requesterId }: Judged, now: Date, measured: Counting = null): Promise<RequestJudgement> {
  const change = changeOf(kind, proposal, now);
  if (change === null) return { judgement: noJudgement(), risk: null };
  const [policies, bySite, { settings }] = await Promise.all([
    readActivePolicies(db, change.trigger),
    readPolicyFacts(db, [siteId], { change, now, actor: { personId: requesterId }, measured }),
    readSettings(db),
  ]);
  const facts = bySite.get(siteId.toLowerCase());
  if (facts === undefined) return { judgement: noJudgement(), risk: null };
  return { judgement: judgePolicies(policies, facts), risk: kind === 'renewal' || kind === 'transfer' ? null : riskOf(settings.riskWeights, facts).score };
}

function changeOf(kind: RequestKind, proposal: object, now: Date): PolicyChange | null {
  if (kind === 're_review') return { trigger: 'change', changed: (proposal as ReReviewProposal).changed };
  if (kind === 'transfer') return { trigger: 'transfer' };
  if (kind === 'renewal') return { trigger: 'renew', expiresAt: new Date((proposal as RenewalProposal).expiresAt) };
  if (kind !== 'widening') return null;
  const { audience, until } = proposal as WideningProposal;
  return {
    trigger: 'widen',
    audience: { mode: audience.mode, people: audience.people.map(({ id }) => id), groups: audience.groups.map(({ id }) => id) },
    // A day that has begun counts.
    durationDays: until === null ? null : Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / millisecondsInDay)),
  };
}
