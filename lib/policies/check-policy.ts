import { z } from 'zod';
import { policyEffectSchema, policyTriggers, type PolicyEffect } from '@/lib/domain/policy';
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

/** Takes the place of an effect that is still half a one: it says nothing that could be looked at. */
const unfinished: PolicyEffect = { effect: 'warn', message: '…' };

/** Says what is wrong with a rule while it is being written. What is not whole yet is passed over; saving says what is missing. */
export const checkPolicy = query({
  name: 'policy.simulate',
  input: z.strictObject({
    key: z.string().max(200).nullable().default(null),
    triggers: z.array(z.enum(policyTriggers)).default([]),
    condition: z.string().max(20_000, 'At most 20,000 characters.'),
    effects: z.array(z.unknown()).max(20).default([]),
  }),
  may: (actor) => judge('policy.simulate', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { effects, ...rule }): Promise<PolicyCheck> => {
    const others = (await readKeptPolicies(prisma)).filter(({ isArchived }) => !isArchived);
    const whole = effects.map((effect) => policyEffectSchema.safeParse(effect).data ?? unfinished);
    return {
      condition: checkCondition(rule.condition),
      ...(await checkRule(prisma, { ...rule, effects: whole }, others.map((policy) => policy.rule))),
    };
  },
});
