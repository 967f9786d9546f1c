import { audienceLabels, audienceModes, driftKinds, driftLabels, observedModes } from './audience';
import { classificationLabels, classifications, sensitivities, sensitivityLabels, sourceModeLabels, sourceModes } from './classification';
import { prohibitedUseLabels, prohibitedUses } from './prohibited-use';
import { recordChangeLabels, recordChanges } from './request';
import { siteStateLabels, siteStates } from './site';

/** `choices`: some of a few words; `words`: any words; `number`: a whole number; `none`: the field says it all. */
type Value = { value: 'choices'; options: readonly { value: string; label: string }[] } | { value: 'words'; hint: string } | { value: 'number'; unit: string } | { value: 'none' };

/** One thing that a condition can ask in the form. `$` in its CEL stands for the value: a list of words, or a number. */
type Field = { group: string; label: string; cel: string } & Value;

const choices = <Word extends string>(words: readonly Word[], labels: Record<Word, string>): Value => ({ value: 'choices', options: words.map((value) => ({ value, label: labels[value] })) });
const more = (unit: string): Value => ({ value: 'number', unit });
const flag: Value = { value: 'none' };
const usedModes = sourceModes.filter((mode) => mode !== 'forbidden');

/** What the form can ask, in the order in which it offers it. The text can ask anything of lib/domain/policy-facts.ts. */
export const conditionFields = {
  classification: { group: 'Site', label: 'Classification', cel: 'site.classification in $', ...choices(classifications, classificationLabels) },
  state: { group: 'Site', label: 'State', cel: 'site.state in $', ...choices(siteStates, siteStateLabels) },
  audience: { group: 'Site', label: 'Audience of today', cel: 'site.audience in $', ...choices(audienceModes, audienceLabels) },
  observed: { group: 'Site', label: 'Audience the platform reports', cel: 'site.observed in $', ...choices(observedModes, audienceLabels) },
  drift: { group: 'Site', label: 'Drift', cel: 'site.drift in $', ...choices(driftKinds, driftLabels) },
  department: { group: 'Site', label: 'Department', cel: 'site.department in $', value: 'words', hint: 'Names of departments.' },
  tags: { group: 'Site', label: 'Has one of the tags', cel: 'site.tags.exists(t, t in $)', value: 'words', hint: 'Tags.' },
  anyUse: { group: 'Site', label: 'Is put to a prohibited use', cel: 'size(site.uses) > 0', ...flag },
  uses: { group: 'Site', label: 'Is put to one of the prohibited uses', cel: 'site.uses.exists(u, u in $)', ...choices(prohibitedUses, prohibitedUseLabels) },
  incomplete: { group: 'Site', label: 'Record is incomplete', cel: '!site.isComplete', ...flag },
  ownerless: { group: 'Site', label: 'Has no owner', cel: '!site.hasOwner', ...flag },
  withoutSuccessor: { group: 'Site', label: 'Has no successor', cel: '!site.hasSuccessor', ...flag },
  official: { group: 'Site', label: 'Is a system of record', cel: 'site.isOfficial', ...flag },
  daysSinceReview: { group: 'Site', label: 'Last reviewed longer ago than', cel: 'site.daysSinceReview > $', ...more('days') },
  daysSinceVisit: { group: 'Site', label: 'Last visited longer ago than', cel: 'site.daysSinceVisit > $', ...more('days') },
  to: { group: 'Change', label: 'Audience asked for', cel: 'change.to in $', ...choices(audienceModes, audienceLabels) },
  reach: { group: 'Change', label: 'People who could open it afterwards, more than', cel: 'change.reach > $', ...more('people') },
  gains: { group: 'Change', label: 'People who gain access, more than', cel: 'change.gains > $', ...more('people') },
  gainingDepartments: { group: 'Change', label: 'Department that gains access', cel: 'people.gainingDepartments.exists(d, d in $)', value: 'words', hint: 'Names of departments.' },
  duration: { group: 'Change', label: 'Asked for longer than', cel: 'change.durationDays > $', ...more('days') },
  forGood: { group: 'Change', label: 'Asked for without an end', cel: 'change.durationDays < 0', ...flag },
  lifetime: { group: 'Change', label: 'Would run for longer than', cel: 'change.lifetimeDays > $', ...more('days') },
  changed: { group: 'Change', label: 'Changed after the approval', cel: 'change.changed.exists(c, c in $)', ...choices(recordChanges, recordChangeLabels) },
  requesterIsOwner: { group: 'Change', label: 'The owner asks', cel: 'people.requesterIsOwner', ...flag },
  sensitive: { group: 'Sources', label: 'Has a sensitive source', cel: 'sources.exists(s, s.isSensitive)', ...flag },
  sensitivity: { group: 'Sources', label: 'Has a source of sensitivity', cel: 'sources.exists(s, s.sensitivity in $)', ...choices(sensitivities, sensitivityLabels) },
  source: { group: 'Sources', label: 'Uses one of the sources', cel: 'sources.exists(s, s.key in $)', value: 'words', hint: 'Keys of sources, such as “snowflake”.' },
  mode: { group: 'Sources', label: 'Uses a source in mode', cel: 'sources.exists(s, s.mode in $)', ...choices(usedModes, sourceModeLabels) },
  allowed: { group: 'Sources', label: 'Uses a source that the matrix has as', cel: 'sources.exists(s, s.allowed in $)', ...choices(sourceModes, sourceModeLabels) },
  writes: { group: 'Sources', label: 'Writes to a source', cel: 'sources.exists(s, s.writes)', ...flag },
  writesTo: { group: 'Sources', label: 'Writes to a source that the matrix has as', cel: 'sources.exists(s, s.allowed in $ && s.writes)', ...choices(sourceModes, sourceModeLabels) },
  sensitiveWrites: { group: 'Sources', label: 'Writes to a sensitive source', cel: 'sources.exists(s, s.isSensitive && s.writes)', ...flag },
  sourceWithoutOwner: { group: 'Sources', label: 'Uses a source that has no owner', cel: 'sources.exists(s, !s.hasOwner)', ...flag },
  conflicts: { group: 'Sources', label: 'Has sources that must not meet', cel: 'size(conflicts) > 0', ...flag },
  storage: { group: 'Storage and secrets', label: 'Stores data', cel: 'size(site.bindings) > 0', ...flag },
  unfinishedNotes: { group: 'Storage and secrets', label: 'Has an unfinished storage note', cel: 'site.bindings.exists(b, !b.noteIsComplete)', ...flag },
  oldestSecret: { group: 'Storage and secrets', label: 'Has a secret older than', cel: 'site.oldestSecretDays > $', ...more('days') },
  undeclaredKeys: { group: 'Storage and secrets', label: 'Undeclared environment keys, more than', cel: 'site.undeclaredKeys > $', ...more('keys') },
  unreviewedVersions: { group: 'Storage and secrets', label: 'Versions since the last review, more than', cel: 'site.unreviewedVersions > $', ...more('versions') },
} as const satisfies Record<string, Field>;
export type ConditionField = keyof typeof conditionFields;

/** The fields without what is special about each, for walking over them. */
export const conditionFieldOf = (field: ConditionField): Field => conditionFields[field];
const fieldNames = Object.keys(conditionFields) as ConditionField[];

/** One line of the form. Its value fits its field: words for choices and words, a number, or nothing. */
export type Clause = { field: ConditionField; isNot: boolean; value: string[] | number | null };
/** A condition as the form has it; without any line it always holds. */
export type ConditionForm = { match: 'all' | 'any'; clauses: Clause[] };

const joints = { all: '&&', any: '||' } as const;

/** The CEL of what stands in the form. */
export function writeCondition({ match, clauses }: ConditionForm): string {
  return clauses.length === 0 ? 'true' : clauses.map(writeClause).join(` ${joints[match]} `);
}

function writeClause({ field, isNot, value }: Clause): string {
  const text = conditionFields[field].cel.replace('$', () => (Array.isArray(value) ? `[${value.map((word) => JSON.stringify(word)).join(', ')}]` : String(value)));
  return isNot ? `!(${text})` : text;
}

/** What the form shows for a text, or null where the text says something that the form can't. */
export function readCondition(text: string): ConditionForm | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  if (tokens.length === 1 && tokens[0] === 'true') return { match: 'all', clauses: [] };
  const match = splitAt(tokens, joints.any).length > 1 ? 'any' : 'all';
  const clauses = splitAt(tokens, joints[match]).map(readClause);
  return clauses.every((clause) => clause !== null) ? { match, clauses } : null;
}

/** Words, strings, numbers and signs; null where something is none of these. Spaces don't count. */
function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  const token = /\s*("(?:[^"\\\n]|\\.)*"|'[^'\\\n]*'|[A-Za-z_]\w*|\d+(?![\w.])|&&|\|\||[<>=!]=|[<>!.,()[\]-])|\s+$/y;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) return null;
    if (found[1] !== undefined) tokens.push(found[1]);
  }
  return tokens;
}

/** Cuts at a sign wherever no bracket is open. */
function splitAt(tokens: readonly string[], sign: string): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(' || token === '[') depth += 1;
    if (token === ')' || token === ']') depth -= 1;
    if (depth === 0 && token === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function readClause(tokens: readonly string[]): Clause | null {
  const plain = withoutBrackets(tokens);
  const said = readPlain(plain) ?? readOpposite(plain);
  if (said !== null) return said;
  const inner = plain[0] === '!' && plain[1] === '(' ? withoutBrackets(plain.slice(1)) : plain;
  const denied = inner.length < plain.length - 1 ? readPlain(inner) : null;
  return denied === null ? null : { ...denied, isNot: true };
}

function readPlain(tokens: readonly string[]): Clause | null {
  for (const field of fieldNames) {
    const value = readField(field, tokens);
    if (value !== undefined) return { field, isNot: false, value };
  }
  return null;
}

/** `a != "b"` and `a <= 5`, which say of a field that it is not so. */
function readOpposite(tokens: readonly string[]): Clause | null {
  const sign = tokens.at(-2);
  if (tokens.includes('(') || (sign !== '!=' && sign !== '<=')) return null;
  const said = readPlain([...tokens.slice(0, -2), sign === '!=' ? '==' : '>', ...tokens.slice(-1)]);
  return said === null ? null : { ...said, isNot: true };
}

/** `(a)` without its brackets, as long as they belong together. */
function withoutBrackets(tokens: readonly string[]): readonly string[] {
  if (tokens[0] !== '(' || tokens.at(-1) !== ')') return tokens;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (depth === 0 && at < tokens.length - 1) return tokens;
  }
  return withoutBrackets(tokens.slice(1, -1));
}

/** Each field's own tokens, before and after its value. */
const shapes = new Map(
  fieldNames.map((field) => {
    const [before = '', after] = conditionFields[field].cel.split('$');
    return [field, { before: tokensOf(before) ?? [], after: after === undefined ? null : (tokensOf(after) ?? []) }];
  }),
);

/** The field's value where the tokens are that field; undefined where they are something else. */
function readField(field: ConditionField, tokens: readonly string[]): Clause['value'] | undefined {
  const shape = shapes.get(field);
  if (shape === undefined) return undefined;
  const { before, after } = shape;
  if (after === null) return sameTokens(tokens, before) ? null : undefined;
  const end = tokens.length - after.length;
  const given = tokens.slice(0, before.length);
  // `a == "b"` is `a in ["b"]`.
  const isOne = before.at(-1) === 'in' && given.at(-1) === '==';
  if (!sameTokens(isOne ? [...given.slice(0, -1), 'in'] : given, before) || end <= before.length || !sameTokens(tokens.slice(end), after)) return undefined;
  const middle = tokens.slice(before.length, end);
  const known = conditionFieldOf(field);
  if (known.value === 'number') return middle.length === 1 && /^\d{1,9}$/.test(middle[0] ?? '') ? Number(middle[0]) : undefined;
  const words = readWords(isOne ? ['[', ...middle, ']'] : middle);
  if (isOne && middle.length !== 1) return undefined;
  const fits = known.value !== 'choices' || words?.every((word) => known.options.some(({ value }) => value === word)) === true;
  return fits ? words : undefined;
}

function sameTokens(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((token, at) => token === b[at]);
}

/** The words of `["a", "b"]`; undefined where it is no such list. */
function readWords(tokens: readonly string[]): string[] | undefined {
  if (tokens[0] !== '[' || tokens.at(-1) !== ']') return undefined;
  const words: string[] = [];
  for (const [at, token] of tokens.slice(1, -1).entries()) {
    if (at % 2 === 1 ? token !== ',' : !/^["']/.test(token)) return undefined;
    if (at % 2 === 1) continue;
    const word = readWord(token);
    if (word === undefined) return undefined;
    words.push(word);
  }
  return words.length === 0 || tokens.length % 2 === 0 ? undefined : words;
}

function readWord(token: string): string | undefined {
  if (token.startsWith("'")) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string;
  } catch {
    // CEL knows more escapes than the form writes.
    return undefined;
  }
}
