import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import { noJudgement } from '@/lib/domain/judge-policies';
import type { Reader } from '@/lib/db/client';
import { judgePolicies } from './judge-policies';
import { readPolicyFacts, type PolicyChange } from './read-facts';
import { readActivePolicies } from './read-policies';

/** What the policies in force say of a change of one Site, as the Site stands in the caller's transaction. */
export async function judgeChange(tx: Reader, siteId: string, change: PolicyChange, actor: { personId: string | null }, now: Date): Promise<PolicyJudgement> {
  const policies = await readActivePolicies(tx, change.trigger);
  if (policies.length === 0) return noJudgement();
  const facts = (await readPolicyFacts(tx, [siteId], { change, now, actor })).get(siteId.toLowerCase());
  return facts === undefined ? noJudgement() : judgePolicies(policies, facts);
}
