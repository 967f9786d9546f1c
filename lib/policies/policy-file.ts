import { isMap, isSeq, LineCounter, parseDocument, stringify, type Document } from 'yaml';
import { z } from 'zod';
import { policyEffectSchema, policyRuleSchema, type PolicyEffect, type PolicyRule } from '@/lib/domain/policy';
import { deciders, stageSchema } from '@/lib/domain/stage';
import { checkCondition } from './cel';

/** Something in a file that can't be taken, by its line. */
export type FileProblem = { line: number; column: number; message: string };

/** In a file people stand by their address and groups by their name, so that it reads well and fits another workspace. */
const named = z.string().trim().min(1).max(200);
const fileDeciders = deciders.extend({ people: z.array(named).max(50).default([]), groups: z.array(named).max(20).default([]) });
const fileStage = stageSchema.extend({ who: fileDeciders, alternates: fileDeciders.nullable().default(null) });
// The compiler says so where the effects change their order.
const [forbid, warn, requireStage, ...others] = policyEffectSchema.options;
const fileEffect = z.discriminatedUnion('effect', [forbid, warn, requireStage.extend({ stage: fileStage }), ...others]);
const fileRule = policyRuleSchema.extend({ effects: z.array(fileEffect).min(1, 'At least one effect.').max(10) });
const fileSchema = z.strictObject({
  siteward: z.literal('policies/1', 'The file begins with “siteward: policies/1”.'),
  policies: z.array(fileRule).max(500, 'At most 500 policies.'),
});
export type FileRule = z.infer<typeof fileRule>;

/** What names stand for. A name that means several groups means none. */
export type Directory = { people: ReadonlyMap<string, string>; groups: ReadonlyMap<string, string> };

/** More than anybody writes by hand. */
export const longestFile = 1_000_000;

/** Reads a file of policies. What is wrong is told by line: with the YAML, with the shape, with a condition. */
export function readPolicyFile(text: string): { rules: FileRule[]; problems: FileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, schema: 'core', prettyErrors: false });
  const at = (offset: number, message: string): FileProblem => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col, message });
  if (document.errors.length > 0) return { rules: [], problems: document.errors.map(({ pos, message }) => at(pos[0], message)) };
  const parsed = fileSchema.safeParse(plain(document));
  if (!parsed.success) {
    return { rules: [], problems: parsed.error.issues.map(({ path, message }) => at(offsetOf(document, path), path.length === 0 ? message : `${pathText(path)}: ${message}`)) };
  }
  const { policies: rules } = parsed.data;
  const problems = rules.flatMap((rule, index) => {
    const wrong = checkCondition(rule.condition);
    return [
      ...(rules.findIndex(({ key }) => key === rule.key) < index ? [at(offsetOf(document, ['policies', index, 'key']), `“${rule.key}” stands in the file twice.`)] : []),
      ...(wrong === null ? [] : [at(offsetOf(document, ['policies', index, 'condition']), `The condition of “${rule.key}”, at its character ${wrong.from + 1}: ${wrong.message}`)]),
    ];
  });
  return { rules, problems };
}

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // More aliases than any file has.
    return null;
  }
}

/** Where what a path leads to begins, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = rangeOf(node) ?? 0;
  for (const step of path) {
    node = isMap(node) ? node.get(String(step), true) : isSeq(node) ? node.get(Number(step), true) : undefined;
    const begins = rangeOf(node);
    if (begins === undefined) break;
    offset = begins;
  }
  return offset;
}

function rangeOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
}

const pathText = (path: readonly PropertyKey[]): string => path.map((step) => (typeof step === 'number' ? `[${step + 1}]` : String(step))).join(' ');

/** The rules as they are kept, with ids for names; what a name means here is looked up by its caller. */
export function toRules(rules: readonly FileRule[], { people, groups }: Directory): { rules: PolicyRule[]; unknown: string[] } {
  const unknown = new Set<string>();
  const idOf = (known: ReadonlyMap<string, string>, what: string) => (name: string): string => {
    const id = known.get(name.toLowerCase());
    if (id === undefined) unknown.add(`${what} “${name}”`);
    return id ?? name;
  };
  const resolve = <Who extends z.infer<typeof fileDeciders> | null>(who: Who) =>
    who === null ? null : { ...who, people: who.people.map(idOf(people, 'person')), groups: who.groups.map(idOf(groups, 'group')) };
  const kept = rules.map((rule) => ({
    ...rule,
    effects: rule.effects.map((effect): PolicyEffect =>
      effect.effect === 'require_stage' ? { ...effect, stage: { ...effect.stage, who: resolve(effect.stage.who) ?? effect.stage.who, alternates: resolve(effect.stage.alternates) } } : effect,
    ),
  }));
  return { rules: kept, unknown: [...unknown] };
}

/** The names that a file mentions, in lower case. */
export function namesIn(rules: readonly FileRule[]): { people: string[]; groups: string[] } {
  const who = rules.flatMap(({ effects }) => effects.flatMap((effect) => (effect.effect === 'require_stage' ? [effect.stage.who, ...(effect.stage.alternates === null ? [] : [effect.stage.alternates])] : [])));
  return { people: who.flatMap(({ people }) => people.map((name) => name.toLowerCase())), groups: who.flatMap(({ groups }) => groups.map((name) => name.toLowerCase())) };
}

/** Policies as a file, with what is as it would be anyway left out. `nameOf` gives addresses and group names for ids. */
export function writePolicyFile(rules: readonly PolicyRule[], nameOf: (id: string) => string): string {
  const short = rules.map(({ key, name, description, isEnabled, triggers, condition, effects }) => ({
    key,
    name,
    ...(description !== null && { description }),
    ...(!isEnabled && { isEnabled }),
    triggers,
    condition,
    effects: effects.map((effect) => shortEffect(effect, nameOf)),
  }));
  return stringify({ siteward: 'policies/1', policies: short }, { lineWidth: 120, aliasDuplicateObjects: false });
}

function shortEffect(effect: PolicyEffect, nameOf: (id: string) => string): object {
  if (effect.effect !== 'require_stage') return withoutNull(effect);
  const who = ({ roles, people, groups, relations }: z.infer<typeof deciders>) => ({
    ...(roles.length > 0 && { roles }),
    ...(people.length > 0 && { people: people.map(nameOf) }),
    ...(groups.length > 0 && { groups: groups.map(nameOf) }),
    ...(relations.length > 0 && { relations }),
  });
  const { key, name, approvals, order, alternates } = effect.stage;
  return { effect: effect.effect, stage: { key, name, who: who(effect.stage.who), ...(alternates !== null && { alternates: who(alternates) }), ...(approvals > 1 && { approvals }), ...(order > 1 && { order }) } };
}

function withoutNull(effect: object): object {
  return Object.fromEntries(Object.entries(effect).filter(([, value]) => value !== null));
}
