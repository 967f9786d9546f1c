import { policyElements, policyLists, policyVariables, type PolicyVariable } from '@/lib/domain/policy-variables';
import { nearestWord } from '@/lib/domain/nearest-word';

/** A node of a parsed condition, as far as it is looked at here. */
export type Node = { op: string; args: unknown; start: number; end: number };

export type ConditionProblem = {
  /** A sentence for whoever writes the rule. */
  message: string;
  /** Where in the text, as a half-open range of characters. */
  from: number;
  to: number;
};

const functions = ['size', 'has', 'int', 'double', 'string'];
const methods = ['contains', 'startsWith', 'endsWith', 'like', 'lowerAscii', 'upperAscii', 'trim', 'size'];
/** They walk over a list; each names the element first. */
const macros = ['all', 'exists', 'exists_one', 'filter', 'map'];
const operators = ['==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%', '||', '&&', '[]', '?:', '!_', '-_', '.', 'list', 'id', 'value', 'call', 'rcall'];

/** What a condition can call; everything else of CEL is refused, because it can run away or hide what it compares. */
export const conditionFunctions: readonly string[] = [...new Set([...functions, ...methods, ...macros])];

export function isMacro(node: Node): node is Node & { op: 'rcall'; args: [string, Node, Node[]] } {
  return node.op === 'rcall' && macros.includes((node.args as [string])[0]);
}

/** The nodes right below one. */
export function childrenOf({ op, args }: Node): Node[] {
  switch (op) {
    case 'id':
    case 'value':
      return [];
    case '.':
      return [(args as [Node, string])[0]];
    case 'call':
      return (args as [string, Node[]])[1];
    case 'rcall': {
      const [, receiver, given] = args as [string, Node, Node[]];
      return [receiver, ...given];
    }
    case '!_':
    case '-_':
      return [args as Node];
    default:
      return args as Node[];
  }
}

export function countNodes(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + countNodes(child), 1);
}

/** The first thing in a condition that is not offered here, or null. */
export function findUnoffered(node: Node): ConditionProblem | null {
  const refuse = (message: string): ConditionProblem => ({ message, from: node.start, to: node.end });
  if (!operators.includes(node.op)) return refuse('Maps and optional access are not offered in conditions.');
  if (node.op === 'value' && node.args instanceof Uint8Array) return refuse('Bytes are not offered in conditions.');
  if (node.op === 'call' || node.op === 'rcall') {
    const name = (node.args as [string])[0];
    if (!(node.op === 'call' ? functions : [...methods, ...macros]).includes(name)) {
      return refuse(name === 'matches' ? 'A regular expression can run for ever, so “matches” is not offered. Use like("*word*"), contains, startsWith or endsWith.' : `“${name}” is not offered in conditions. There are: ${conditionFunctions.join(', ')}.`);
    }
  }
  for (const child of childrenOf(node)) {
    const found = findUnoffered(child);
    if (found !== null) return found;
  }
  return null;
}

/** What the elements of lists are called in the part of a condition that walks over them. */
type Scope = ReadonlyMap<string, Meaning>;
type Meaning = { element: keyof typeof policyElements } | { words: readonly string[] } | null;

/** The first comparison with a word that can never be there, such as `site.state == "livee"`: it would silently never hold. */
export function findWrongWord(node: Node, scope: Scope = new Map()): ConditionProblem | null {
  const { op } = node;
  if (op === '==' || op === '!=' || op === 'in') {
    const [left, right] = node.args as [Node, Node];
    const wrong = wrongWord(wordsOf(left, scope), right) ?? wrongWord(wordsOf(right, scope), left);
    if (wrong !== null) return wrong;
  }
  if (isMacro(node)) {
    const [, receiver, [name, ...bodies]] = node.args;
    const inner = new Map(scope).set(String(name?.args), elementOf(receiver, scope));
    return firstProblem([receiver], scope) ?? firstProblem(bodies, inner);
  }
  return firstProblem(childrenOf(node), scope);
}

function firstProblem(nodes: Node[], scope: Scope): ConditionProblem | null {
  for (const node of nodes) {
    const found = findWrongWord(node, scope);
    if (found !== null) return found;
  }
  return null;
}

function wrongWord(words: readonly string[] | undefined, other: Node): ConditionProblem | null {
  if (words === undefined) return null;
  if (other.op === 'list') return (other.args as Node[]).map((item) => wrongWord(words, item)).find((found) => found !== null) ?? null;
  if (other.op !== 'value' || typeof other.args !== 'string' || words.includes(other.args)) return null;
  const meant = nearestWord(other.args, words.filter((word) => word !== ''));
  const message = `“${other.args}” can never be there: it is one of ${words.filter((word) => word !== '').join(', ')}.`;
  return { message: meant === undefined ? message : `${message} Did you mean “${meant}”?`, from: other.start, to: other.end };
}

/** The words that a variable can have, where they are known. */
function wordsOf(node: Node, scope: Scope): readonly string[] | undefined {
  if (node.op === 'id') {
    const meaning = scope.get(node.args as string);
    return meaning !== null && meaning !== undefined && 'words' in meaning ? meaning.words : undefined;
  }
  return variableOf(node, scope)?.words;
}

function variableOf(node: Node, scope: Scope): PolicyVariable | undefined {
  if (node.op === 'id' && !scope.has(node.args as string)) return (policyLists as Record<string, PolicyVariable>)[node.args as string];
  if (node.op !== '.') return undefined;
  const [left, field] = node.args as [Node, string];
  if (left.op !== 'id') return undefined;
  const meaning = scope.get(left.args as string);
  const fields = meaning === undefined ? (policyVariables as Record<string, object>)[left.args as string] : meaning !== null && 'element' in meaning ? policyElements[meaning.element] : undefined;
  return (fields as Record<string, PolicyVariable> | undefined)?.[field];
}

function elementOf(list: Node, scope: Scope): Meaning {
  // A filtered list has the elements of the list.
  if (isMacro(list) && list.args[0] === 'filter') return elementOf(list.args[1], scope);
  const variable = variableOf(list, scope);
  const element = /^list<(\w+)>$/.exec(variable?.type ?? '')?.[1];
  if (element !== undefined && element in policyElements) return { element: element as keyof typeof policyElements };
  return variable?.words === undefined ? null : { words: variable.words };
}
