import { notesOnRule, problemsInRule } from '@/lib/domain/policy-notes';
import type { PolicyRule } from '@/lib/domain/policy';
import { idsIn } from '@/lib/domain/policy-words';
import type { FieldProblem } from '@/lib/domain/refusal';
import type { Reader } from '@/lib/db/client';
import { checkCondition } from './cel';
import { readPools } from './read-pools';

/** What keeps a rule from being saved, and what whoever writes it is told all the same. Paths are those of the rule. */
export type RuleCheck = { problems: FieldProblem[]; notes: FieldProblem[] };

type Rule = Pick<PolicyRule, 'triggers' | 'condition' | 'effects'>;

/** Looks at a rule among the others that would be in force with it; `key` is null before it has one. */
export async function checkRule(db: Reader, rule: Rule & { key: string | null }, others: readonly PolicyRule[]): Promise<RuleCheck> {
  const condition = checkCondition(rule.condition);
  const inForce = others.filter(({ isEnabled }) => isEnabled);
  return {
    problems: [...(condition === null ? [] : [{ path: 'condition', message: `${placeOf(rule.condition, condition.from)}: ${condition.message}` }]), ...problemsInRule(rule), ...(await unknownIn(db, rule))],
    notes: notesOnRule(rule, await readPools(db, rule.key, rule, inForce)),
  };
}

/** Where in a text a character stands, as editors count. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** People and groups that a rule names and that there are not. */
async function unknownIn(db: Reader, rule: Rule): Promise<FieldProblem[]> {
  const { people, groups } = idsIn(rule);
  const [knownPeople, knownGroups] = await Promise.all([
    db.person.findMany({ where: { id: { in: people } }, select: { id: true } }),
    db.group.findMany({ where: { id: { in: groups } }, select: { id: true } }),
  ]);
  const known = new Set([...knownPeople, ...knownGroups].map(({ id }) => id));
  return rule.effects.flatMap((effect, at) => {
    if (effect.effect !== 'require_stage') return [];
    const missing = Object.values(idsIn({ effects: [effect] })).flat().filter((id) => !known.has(id));
    return missing.map((id) => ({ path: `effects[${at}].stage.who`, message: `There is no person or group ${id}.` }));
  });
}
