import { Environment, serialize, type ASTNode, type EvaluationError } from '@marcbachmann/cel-js';
import { nearestWord } from '@/lib/domain/nearest-word';
import { policyElements, policyLists, policyVariables } from '@/lib/domain/policy-variables';
import { conditionTypes, type ConditionFacts } from './condition-facts';
import { countNodes, findUnoffered, findWrongWord, isMacro, childrenOf, type ConditionProblem, type Node } from './condition-tree';

/** How much a condition may do for one Site, in nodes of its tree: some ten milliseconds. The count is the same on every machine. */
const BUDGET = 200_000;
/** Conditions are few and read for every Site; what admins try out while they type passes through. */
const CACHE_SIZE = 500;

/** Says whether a condition holds. @throws ConditionFailure when it can't be answered */
export type Condition = (facts: ConditionFacts) => boolean;

/** A condition that could not be answered: it threw, or it was too costly. */
export class ConditionFailure extends Error {
  override name = 'ConditionFailure';
}

let left = 0;

/** Charges for a walk over a list before it begins. Conditions can swallow what is thrown here, so `left` is looked at in the end too. */
function spend(list: unknown[], each: bigint): unknown[] {
  left -= list.length * Number(each);
  if (left < 0) throw new ConditionFailure('too costly');
  return list;
}

/** Charges for a text that was put together, so that nothing doubles for ever. */
function grown(text: string): string {
  left -= text.length;
  if (left < 0) throw new ConditionFailure('too costly');
  return text;
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const subject = text.toLowerCase();
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return subject === first;
  if (subject.length < first.length + last.length || !subject.startsWith(first) || !subject.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = subject.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= subject.length - last.length;
}

const sync = { async: false } as const;

function newEnvironment(): Environment {
  const environment = new Environment({ limits: { maxAstNodes: 1500, maxDepth: 60, maxListElements: 500, maxMapEntries: 1, maxCallArguments: 4 } });
  for (const [name, { fields, ctor }] of Object.entries(conditionTypes)) {
    environment.registerType(name, { ctor, fields: Object.fromEntries(Object.entries(fields).map(([field, { type }]) => [field, type])) });
  }
  for (const name of ['site', 'change', 'people']) environment.registerVariable(name, name);
  for (const [name, { type }] of Object.entries(policyLists)) environment.registerVariable(name, type);
  return environment.registerFunction('string.like(string): bool', isLike, sync);
}

/** What people write is checked against this one. */
const written = newEnvironment();
/** What runs has the charges put in, which people can't name. */
const charged = newEnvironment()
  .registerFunction('spend(list<T>, int): list<T>', spend, sync)
  .registerFunction('grown(string): string', grown, sync)
  .registerFunction('grown(int): int', (value: bigint) => value, sync)
  .registerFunction('grown(double): double', (value: number) => value, sync);

type Read = { holds: Condition } | { problem: ConditionProblem };
const cache = new Map<string, Read>();

/** What is wrong with a condition, or null. */
export function checkCondition(text: string): ConditionProblem | null {
  const read = readCondition(text);
  return 'problem' in read ? read.problem : null;
}

/** A condition ready to be asked, or what is wrong with it. Read once, kept for the next Site. */
export function readCondition(text: string): Read {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const read = compile(text);
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
  cache.set(text, read);
  return read;
}

function compile(text: string): Read {
  const checked = written.check(text);
  if (!checked.valid) return { problem: problemOf(checked.error, text) };
  if (checked.type !== 'bool') return { problem: { message: `A condition says yes or no, and this is of the type ${checked.type ?? 'unknown'}.`, from: 0, to: text.length } };
  const tree = written.parse(text).ast as Node;
  const problem = findUnoffered(tree) ?? findWrongWord(tree);
  if (problem !== null) return { problem };
  const evaluate = charged.parse(serialize(charge(tree) as ASTNode));
  if (!evaluate.check().valid) return { problem: { message: 'Only texts and numbers can be put together with “+”.', from: 0, to: text.length } };
  return { holds: (facts) => ask(evaluate, facts) };
}

function ask(evaluate: (facts: ConditionFacts) => unknown, facts: ConditionFacts): boolean {
  left = BUDGET;
  let answer: unknown;
  try {
    answer = evaluate(facts);
  } catch (error) {
    if (left >= 0) throw new ConditionFailure(summaryOf(error), { cause: error });
  }
  if (left < 0) throw new ConditionFailure('It was too costly for one Site: it walks over lists inside of lists.');
  if (typeof answer !== 'boolean') throw new ConditionFailure('It answered neither yes nor no.');
  return answer;
}

/** The same condition with what it costs written into it. */
function charge(node: Node): Node {
  if (isMacro(node)) {
    const [name, receiver, [element, ...bodies]] = node.args;
    const each = bodies.reduce((sum, body) => sum + countNodes(body), 1);
    return like(node, [name, call('spend', charge(receiver), value(each)), [element, ...bodies.map(charge)]]);
  }
  switch (node.op) {
    case 'id':
    case 'value':
      return node;
    case '.':
      return like(node, [charge((node.args as [Node, string])[0]), (node.args as [Node, string])[1]]);
    case 'call':
      return like(node, [(node.args as [string])[0], childrenOf(node).map(charge)]);
    case 'rcall': {
      const [receiver, ...given] = childrenOf(node).map(charge);
      return like(node, [(node.args as [string])[0], receiver, given]);
    }
    case '!_':
    case '-_':
      return like(node, charge(node.args as Node));
    case 'in': {
      const [item, list] = node.args as [Node, Node];
      return like(node, [charge(item), list.op === 'list' ? charge(list) : call('spend', charge(list), value(1))]);
    }
    case '+':
      return call('grown', like(node, childrenOf(node).map(charge)));
    default:
      return like(node, childrenOf(node).map(charge));
  }
}

function like(node: Node, args: unknown): Node {
  return { op: node.op, args, start: node.start, end: node.end };
}

function call(name: string, ...args: Node[]): Node {
  return { op: 'call', args: [name, args], start: 0, end: 0 };
}

function value(number: number): Node {
  return { op: 'value', args: BigInt(number), start: 0, end: 0 };
}

function summaryOf(error: unknown): string {
  return error instanceof Error ? ((error as Partial<EvaluationError>).summary ?? error.message) : String(error);
}

/** Names that a condition may have meant. */
const names = ['site', 'change', 'people', ...Object.keys(policyLists), ...[...Object.values(policyVariables), ...Object.values(policyElements)].flatMap((fields) => Object.keys(fields))];

function problemOf(error: { summary: string; range?: { start: number; end: number } } | undefined, text: string): ConditionProblem {
  const summary = error?.summary ?? 'This is not a condition';
  const unknown = /^(?:Unknown variable|No such key): (\w+)$/.exec(summary)?.[1];
  const meant = unknown === undefined ? undefined : nearestWord(unknown, names);
  const from = Math.min(error?.range?.start ?? 0, text.length);
  const to = Math.max(from, Math.min(error?.range?.end ?? text.length, text.length));
  return { message: `${summary}.${meant === undefined ? '' : ` Did you mean “${meant}”?`}`, from, to };
}
