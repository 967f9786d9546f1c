import type { PolicyOutcome } from '@/lib/domain/policy-decisions';
import type { Tx } from '@/lib/db/client';
import { ProblemError } from '@/lib/gate/problem';

/**
 * The one writer of policies and their versions. `authorId` is null for the system.
 * @throws ProblemError 409 when a policy moved on since it was read.
 */
export async function writePolicies(tx: Tx, { versions, archive, unarchive }: Pick<PolicyOutcome, 'versions' | 'archive' | 'unarchive'>, authorId: string | null, now: Date): Promise<void> {
  for (const { policyId, number, rule, why } of versions) {
    const { key, ...says } = rule;
    if (number === 1) {
      await tx.policy.create({ data: { id: policyId, key, createdAt: now } });
    } else {
      const { count } = await tx.policy.updateMany({ where: { id: policyId, version: number - 1 }, data: { version: number } });
      if (count === 0) throw new ProblemError('stale', 'Somebody else changed this policy a moment ago. Look again, then repeat.');
    }
    await tx.policyVersion.create({ data: { policyId, number, ...says, why, authorId, createdAt: now } });
  }
  await setArchived(tx, archive, now);
  await setArchived(tx, unarchive, null);
}

async function setArchived(tx: Tx, policies: { policyId: string }[], archivedAt: Date | null): Promise<void> {
  if (policies.length > 0) await tx.policy.updateMany({ where: { id: { in: policies.map(({ policyId }) => policyId) } }, data: { archivedAt } });
}
