import { applyFile, planFile, refuseRule, type KeptPolicy, type PolicyFilePlan, type PolicyOutcome } from '@/lib/domain/policy-decisions';
import type { PolicyRule } from '@/lib/domain/policy';
import { policyChanges, type NameOf } from '@/lib/domain/policy-words';
import { refuse, type FieldProblem, type Refusal } from '@/lib/domain/refusal';
import type { Reader } from '@/lib/db/client';
import { z } from 'zod';
import { checkRule } from './check-rule';
import { namesIn, readPolicyFile, toRules, type FileProblem, type FileRule } from './policy-file';
import { nameOfIn, readNames } from './read-names';

export const policyFileReportShape = z.object({
  applied: z.boolean(),
  /** In the order of the file; archived ones last. `changes` are in words. */
  policies: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      what: z.enum(['added', 'changed', 'restored', 'archived', 'unchanged']),
      changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
      notes: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
});
export type PolicyFileReport = z.infer<typeof policyFileReportShape>;

/** A file held against the policies that there are. `problems` keep all of it from being applied. */
export type PolicyFileLoad = {
  plan: PolicyFilePlan;
  problems: FileProblem[];
  unknown: string[];
  wrong: FieldProblem[];
  notes: Map<string, FieldProblem[]>;
  nameOf: NameOf;
  before: Map<string, PolicyRule>;
};

export async function loadPolicyFile(db: Reader, text: string, prune: boolean, kept: readonly KeptPolicy[]): Promise<PolicyFileLoad> {
  const { rules: written, problems } = readPolicyFile(text);
  const { rules, unknown } = toRules(written, await readDirectory(db, written));
  const before = new Map(kept.map(({ rule }) => [rule.key, rule]));
  const empty = { plan: planFile([], [], { prune: false, nameOf: String }), wrong: [], notes: new Map<string, FieldProblem[]>(), nameOf: String, before };
  if (problems.length + unknown.length > 0) return { ...empty, problems, unknown };
  const nameOf = nameOfIn(await readNames(db, [...rules, ...kept.map(({ rule }) => rule)]));
  const plan = planFile(kept, rules, { prune, nameOf });
  const named = new Set(rules.map(({ key }) => key));
  const together = [...rules, ...(prune ? [] : kept.filter(({ isArchived, rule }) => !isArchived && !named.has(rule.key)).map(({ rule }) => rule))];
  const notes = new Map<string, FieldProblem[]>();
  const wrong: FieldProblem[] = [];
  for (const rule of rules) {
    const check = await checkRule(db, rule, together);
    notes.set(rule.key, check.notes);
    wrong.push(...check.problems.map(({ path, message }) => ({ path, message: `“${rule.key}”, ${path}: ${message}` })));
  }
  return { plan, problems, unknown, wrong, notes, nameOf, before };
}

/** Applies all of a file or nothing. */
export function decidePolicyFile({ plan, problems, unknown, wrong, nameOf }: PolicyFileLoad, why: string, newId: () => string): PolicyOutcome | Refusal {
  if (problems.length > 0) {
    const lines = problems.map(({ line, column, message }) => ({ path: `line ${line}`, message: `Line ${line}, column ${column}: ${message}` }));
    return refuse('rule', `Nothing was applied. ${lines.map(({ message }) => message).slice(0, 5).join(' ')}`, { fields: lines });
  }
  if (unknown.length > 0) return refuse('rule', `Nothing was applied. The file names who is not here, or several: ${unknown.join(', ')}.`);
  return refuseRule(wrong) ?? applyFile(plan, newId, { why, nameOf });
}

export function reportOf({ plan, notes, nameOf, before }: PolicyFileLoad, applied: boolean): PolicyFileReport {
  const says = (what: PolicyFileReport['policies'][number]['what'], rule: PolicyRule) => ({
    key: rule.key,
    name: rule.name,
    what,
    changes: what === 'archived' || what === 'unchanged' ? {} : policyChanges(before.get(rule.key) ?? null, rule, nameOf),
    notes: notes.get(rule.key) ?? [],
  });
  return {
    applied,
    policies: [
      ...plan.added.map((rule) => says('added', rule)),
      ...plan.changed.map(({ rule }) => says('changed', rule)),
      ...plan.restored.map(({ rule }) => says('restored', rule)),
      ...plan.unchanged.map(({ rule }) => says('unchanged', rule)),
      ...plan.archived.map(({ rule }) => says('archived', rule)),
    ],
  };
}

/** Ids by what a file may call somebody: the address or name in lower case, or the id itself. A name of two groups means neither. */
async function readDirectory(db: Reader, rules: readonly FileRule[]): Promise<{ people: Map<string, string>; groups: Map<string, string> }> {
  const names = namesIn(rules);
  const ids = (list: string[]): string[] => list.filter((name) => z.uuid().safeParse(name).success);
  const [people, groups] = await Promise.all([
    db.person.findMany({ where: { OR: [{ email: { in: names.people } }, { id: { in: ids(names.people) } }] }, select: { id: true, email: true } }),
    db.$queryRaw<{ id: string; name: string }[]>`
      SELECT id::text, lower(name) AS name FROM people_group WHERE lower(name) = ANY (${names.groups}) OR id = ANY (${ids(names.groups)}::uuid[])`,
  ]);
  const once = groups.filter(({ name }) => groups.filter((other) => other.name === name).length === 1);
  return {
    people: new Map(people.flatMap(({ id, email }): [string, string][] => [[email, id], [id, id]])),
    groups: new Map([...once.map(({ id, name }): [string, string] => [name, id]), ...groups.map(({ id }): [string, string] => [id, id])]),
  };
}
