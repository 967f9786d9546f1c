import { v7 as uuidv7 } from 'uuid';
import { createPolicy as decide } from '@/lib/domain/policy-decisions';
import { policyRuleSchema } from '@/lib/domain/policy';
import { command } from '@/lib/gate/command';
import { loadRule, mayChange, saveOne, unlessWrong, why } from '../policy-command';

/** Adds a policy. From then on it is asked. */
export const createPolicy = command({
  name: 'policy.change',
  input: policyRuleSchema.extend({ why }),
  load: async (tx, { why: _, ...rule }) => ({ id: uuidv7(), ...(await loadRule(tx, rule, null)) }),
  may: mayChange,
  decide: ({ id, check, nameOf, taken }, { why: because, ...rule }) => unlessWrong(check.problems, () => decide(id, rule, taken, { why: because, nameOf })),
  save: (tx, { id, check }, outcome, context) => saveOne(tx, id, check.notes, outcome, context),
});
