import { z } from 'zod';
import { restorePolicy as decide } from '@/lib/domain/policy-decisions';
import { seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { loadRule, mayChange, saveOne, unlessWrong, why } from '../policy-command';
import { findVersion, lockPolicy } from '../policy-row';

/** Writes what an earlier version said as the newest one; without a number it brings an archived policy back as it was. */
export const restorePolicy = command({
  name: 'policy.change',
  input: z.strictObject({ policyId: z.uuid(), version: z.int().min(1).optional(), why, revision: seenRevision }),
  load: async (tx, { policyId, version }) => {
    const policy = await lockPolicy(tx, policyId);
    if (policy === null) return null;
    const rule = version === undefined ? policy.rule : await findVersion(tx, policy, version);
    return rule === null ? null : { policy, rule, ...(await loadRule(tx, rule, policy.rule)) };
  },
  may: mayChange,
  decide: ({ policy, rule, check, nameOf }, { revision, why: because }) => unlessWrong(check.problems, () => decide(policy, rule, revision, { why: because, nameOf })),
  save: (tx, { policy, check }, outcome, context) => saveOne(tx, policy.id, check.notes, outcome, context),
});
