import { refuseRule, type KeptPolicy, type PolicyOutcome } from '@/lib/domain/policy-decisions';
import type { PolicyRule } from '@/lib/domain/policy';
import { policyRuleSchema } from '@/lib/domain/policy';
import type { NameOf } from '@/lib/domain/policy-words';
import { isRefusal, type FieldProblem, type Refusal } from '@/lib/domain/refusal';
import { prose } from '@/lib/domain/text';
import { judge, roleStandings } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import type { Actor } from '@/lib/gate/actor';
import type { Context } from '@/lib/gate/command';
import { checkRule, type RuleCheck } from './check-rule';
import { readKeptPolicies, toPolicyView, withNewest } from './policy-row';
import type { SavedPolicy } from './policy-shape';
import { nameOfIn, readNames } from './read-names';
import { writePolicies } from './write';

/** Why a policy changes: it stays with the version. */
export const why = prose(2000);
/** A rule without its key, which stays what it was. */
export const ruleInput = policyRuleSchema.omit({ key: true }).shape;

export const mayChange = (actor: Actor) => judge('policy.change', roleStandings(actor));

/** What every change of one policy rests on: how the new rule stands, and names for what it mentions. */
export type RuleLoad = { check: RuleCheck; nameOf: NameOf; taken: KeptPolicy | null };

export async function loadRule(tx: Tx, rule: PolicyRule, before: PolicyRule | null): Promise<RuleLoad> {
  const kept = await readKeptPolicies(tx);
  const others = kept.filter(({ isArchived }) => !isArchived).map((policy) => policy.rule);
  return {
    check: await checkRule(tx, rule, others),
    nameOf: nameOfIn(await readNames(tx, before === null ? [rule] : [before, rule])),
    taken: kept.find((policy) => policy.rule.key === rule.key) ?? null,
  };
}

/** What was decided, unless the rule can't be kept; the condition and the people in it are looked at before anything else. */
export function unlessWrong(problems: readonly FieldProblem[], decided: () => PolicyOutcome | Refusal): PolicyOutcome | Refusal {
  const outcome = decided();
  return isRefusal(outcome) ? outcome : (refuseRule(problems) ?? outcome);
}

/** Writes one policy and answers how it stands now. */
export async function saveOne(tx: Tx, policyId: string, notes: FieldProblem[], outcome: PolicyOutcome, { actor, now }: Context): Promise<SavedPolicy> {
  await writePolicies(tx, outcome, actor.personId, now);
  return { ...toPolicyView(await tx.policy.findUniqueOrThrow({ where: { id: policyId }, include: withNewest })), notes };
}
