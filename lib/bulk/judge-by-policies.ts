import { policyRefusal } from '@/lib/domain/policy-refusal';
import type { Reader } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import { judgeChanges } from '@/lib/policies/judge-change';
import type { PolicyChange } from '@/lib/policies/read-facts';
import { failuresIn, type PolicyFailure } from '@/lib/policies/report-failures';
import type { Judged } from './judge-batch';

/** What became of some Sites, and which policies could not be judged by: the admins have to hear of those. */
export type JudgedBatch = { judged: Judged[]; failures: PolicyFailure[] };

/** Refuses what the policies forbid of what would otherwise be done: the same as of one Site alone. */
export async function judgeByPolicies(db: Reader, judged: readonly Judged[], actor: Actor, now: Date): Promise<JudgedBatch> {
  const changes = new Map(
    judged.flatMap((each) => {
      const change = policyChangeOf(each);
      return change === null ? [] : [[each.siteId, change] as const];
    }),
  );
  const said = await judgeChanges(db, changes, actor, now);
  return {
    judged: judged.map((each) => {
      const judgement = said.get(each.siteId);
      const refusal = judgement === undefined ? null : policyRefusal(judgement);
      return refusal === null ? each : { siteId: each.siteId, verdict: 'refuse', reason: refusal.reason };
    }),
    failures: [...said.values()].flatMap(failuresIn),
  };
}

/** What the policies are asked about a change of a Site, an undo among them; null where they have no say. */
function policyChangeOf(judged: Judged): PolicyChange | null {
  if (judged.verdict !== 'change') return null;
  const { site, patch } = judged;
  if (patch.disabled === null && site.disabled !== null) return { trigger: 're_enable' };
  if (patch.ownerId !== undefined && patch.ownerId !== null) return { trigger: 'transfer' };
  if (patch.expiresAt === undefined || patch.expiresAt === null) return null;
  return site.expiresAt === null || patch.expiresAt > site.expiresAt ? { trigger: 'renew', expiresAt: patch.expiresAt } : null;
}
