import { z } from 'zod';
import { changePolicy as decide } from '@/lib/domain/policy-decisions';
import { seenRevision } from '@/lib/domain/text';
import { command } from '@/lib/gate/command';
import { loadRule, mayChange, ruleInput, saveOne, unlessWrong, why } from '../policy-command';
import { lockPolicy } from '../policy-row';

/** Writes the next version of a policy, whole; the versions before stay as they are. */
export const changePolicy = command({
  name: 'policy.change',
  input: z.strictObject({ policyId: z.uuid(), ...ruleInput, why, revision: seenRevision }),
  load: async (tx, { policyId, why: _, revision: __, ...says }) => {
    const policy = await lockPolicy(tx, policyId);
    if (policy === null) return null;
    const rule = { key: policy.rule.key, ...says };
    return { policy, rule, ...(await loadRule(tx, rule, policy.rule)) };
  },
  may: mayChange,
  decide: ({ policy, rule, check, nameOf }, { revision, why: because }) => unlessWrong(check.problems, () => decide(policy, rule, revision, { why: because, nameOf })),
  save: (tx, { policy, check }, outcome, context) => saveOne(tx, policy.id, check.notes, outcome, context),
});
