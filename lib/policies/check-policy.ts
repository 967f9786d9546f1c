import { z } from 'zod';
import { policyRuleSchema } from '@/lib/domain/policy';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { checkCondition } from './cel';
import { checkRule } from './check-rule';
import { readKeptPolicies } from './policy-row';
import { ruleNoteShape } from './policy-shape';

export const policyCheckShape = z.object({
  /** What is wrong with the condition, and where in its text: a half-open range of characters. */
  condition: z.object({ message: z.string(), from: z.int(), to: z.int() }).nullable(),
  /** What keeps the rule from being saved. */
  problems: z.array(ruleNoteShape),
  /** What whoever writes it is told all the same, such as a quorum that is larger than the pool. */
  notes: z.array(ruleNoteShape),
});
export type PolicyCheck = z.infer<typeof policyCheckShape>;

const { key, triggers, effects } = policyRuleSchema.shape;

/** Says what is wrong with a rule while it is being written. */
export const checkPolicy = query({
  name: 'policy.simulate',
  input: z.strictObject({
    key: key.nullable().default(null),
    triggers: triggers.or(z.tuple([])).default([]),
    // Half a condition is what people have most of the time.
    condition: z.string().max(4000, 'At most 4,000 characters.'),
    effects: effects.or(z.tuple([])).default([]),
  }),
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, rule): Promise<PolicyCheck> => {
    const others = (await readKeptPolicies(prisma)).filter(({ isArchived }) => !isArchived);
    return {
      condition: checkCondition(rule.condition),
      ...(await checkRule(prisma, rule, others.map((policy) => policy.rule))),
    };
  },
});
