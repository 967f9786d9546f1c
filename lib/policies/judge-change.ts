import { noJudgement } from '@/lib/domain/judge-policies';
import type { PolicyJudgement } from '@/lib/domain/policy-judgement';
import type { Reader } from '@/lib/db/client';
import { judgePolicies } from './judge-policies';
import { readPolicyFacts, type PolicyChange } from './read-facts';
import { readActivePolicies } from './read-policies';

/** What the policies in force say of a change of one Site, as the Site stands in the caller's transaction. */
export async function judgeChange(tx: Reader, siteId: string, change: PolicyChange, actor: { personId: string | null } | null, now: Date): Promise<PolicyJudgement> {
  const id = siteId.toLowerCase();
  return (await judgeChanges(tx, new Map([[id, change]]), actor, now)).get(id) ?? noJudgement();
}

/** As `judgeChange`, of a change of each of many Sites. Those about which no policy is asked, and those that aren't there, are left out. */
export async function judgeChanges(
  tx: Reader,
  changes: ReadonlyMap<string, PolicyChange>,
  actor: { personId: string | null } | null,
  now: Date,
): Promise<Map<string, PolicyJudgement>> {
  if (changes.size === 0) return new Map();
  const policies = await readActivePolicies(tx);
  const asked = new Set(policies.flatMap(({ triggers }) => triggers));
  const concerned = [...changes].filter(([, { trigger }]) => asked.has(trigger));
  if (concerned.length === 0) return new Map();
  const facts = await readPolicyFacts(tx, concerned.map(([id]) => id), { change: changes, now, ...(actor !== null && { actor }) });
  return new Map([...facts].map(([id, each]) => [id, judgePolicies(policies, each)]));
}
