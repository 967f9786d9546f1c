import { dateRange } from './date-range';
import { filterFields, noValue, type FilterField, type FilterKey } from './filter-fields';
import { joinValues, splitValues, type FilterValue } from './filter-values';
import { nearestWord } from './nearest-word';

/** A filter as URL parameters: one for each field, and `q` for the search text. */
export type FilterParams = Partial<Record<FilterKey | 'q', string>>;

/** What can't be understood, and where it stands in the text, in UTF-16 units. */
export type FilterProblem = { at: number; length: number; message: string };
export type ParsedFilter = { ok: true; params: FilterParams } | { ok: false; problems: FilterProblem[] };

/** A value as it was typed, and where. */
type TypedValue = FilterValue & { at: number; length: number };

const fields: readonly FilterField[] = filterFields;
const aliases = new Map<string, FilterKey>([['dept', 'department'], ['class', 'classification'], ['review', 'reviewDue']]);
/** Words that look like a field and stand for another: `is:expired`, `has:owner`, `no:owner`. */
const shorthands = ['is', 'has', 'no'];
const isFields = fields.filter(({ key }) => key === 'state' || key === 'condition');
const emptyable = fields.filter(({ optional }) => optional);
export const filterWords: readonly string[] = [...fields.map(({ key }) => key), ...aliases.keys(), ...shorthands];


/**
 * Reads the text form of a filter: `state:live,draft -condition:expired owner:me "two words"`. Values of a field are
 * alternatives, a leading `-` keeps them out, words that belong to no field are searched for in their order. Whatever
 * can't be understood is named; nothing is ignored.
 */
export function parseFilterText(text: string): ParsedFilter {
  const problems: FilterProblem[] = [];
  const words: string[] = [];
  const found = new Map<string, FilterValue[]>();
  let at = 0;

  while ((at += match(/\s*/y).length) < text.length) {
    const start = at;
    const head = match(/(?!-?")[^\s:]*:/y);
    if (head !== '') {
      at += head.length;
      readField(head.slice(0, -1), start);
    } else if (text[at] === '"') {
      words.push(readQuoted());
    } else {
      const word = match(/\S+/y);
      at += word.length;
      if (word.startsWith('-')) refuse(start, word.length, `Text can’t be excluded. Put it in quotes to look for “${word}”.`);
      words.push(word);
    }
  }
  if (problems.length > 0) return { ok: false, problems: problems.sort((left, right) => left.at - right.at) };
  const params: FilterParams = {};
  for (const { key } of filterFields) {
    const values = found.get(key);
    if (values !== undefined) params[key] = joinValues(inOrder(values));
  }
  const q = words.join(' ');
  if (q !== '') params.q = q;
  return { ok: true, params };

  function match(pattern: RegExp): string {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  }

  function refuse(from: number, length: number, message: string): void {
    problems.push({ at: from, length, message });
  }

  /** Text in double quotes, `""` being a quote inside. */
  function readQuoted(): string {
    const start = at;
    const quoted = match(/"[^"]*(?:""[^"]*)*(?:"|$)/y);
    at += quoted.length;
    const isClosed = quoted.replaceAll(/[^"]/g, '').length % 2 === 0;
    if (!isClosed) refuse(start, quoted.length, 'This quote has no end.');
    else if (/[^\s,]/y.test(text.slice(at, at + 1))) refuse(start, quoted.length, 'Put a space after the quote. A quote inside quotes is written twice.');
    return quoted.slice(1, isClosed ? -1 : undefined).replaceAll('""', '"');
  }

  /** The values after `key:`, separated by commas. */
  function readValues(): TypedValue[] {
    const values: TypedValue[] = [];
    do {
      at += match(/,\s*/y).length;
      const start = at;
      const excluded = text[at] === '-';
      if (excluded) at += 1;
      const bare = text[at] === '"' ? undefined : match(/[^\s,]*/y);
      if (bare !== undefined) at += bare.length;
      const value = bare ?? readQuoted();
      if (value !== '') values.push({ value, excluded, at: start, length: at - start });
    } while (text[at] === ',');
    return values;
  }

  function readField(name: string, start: number): void {
    const isExcluded = name.startsWith('-');
    const word = isExcluded ? name.slice(1) : name;
    const values = readValues();
    if (word === '') return refuse(start, at - start, 'Name a filter before the colon, or put the text in quotes.');
    const asKey = word.toLowerCase();
    const key = aliases.get(asKey) ?? fields.find((field) => field.key.toLowerCase() === asKey)?.key;
    if (key === undefined && !shorthands.includes(asKey)) {
      const near = nearestWord(word, filterWords);
      const hint = near === undefined ? `Choose from ${fields.map((field) => field.key).join(', ')}` : `Did you mean “${near}:”`;
      return refuse(start, name.length, `There is no filter “${word}”. ${hint}${near === undefined ? '.' : '?'} To search for the text, put it in quotes.`);
    }
    if (values.length === 0) return refuse(start, at - start, `“${word}:” needs a value.`);
    for (const typed of values) {
      if (isExcluded && typed.excluded) {
        refuse(typed.at, typed.length, `“${word}” is excluded already. Take one of the two dashes away.`);
        continue;
      }
      const meant = key === undefined ? longhand(asKey, typed.value) : canonical(key, typed.value);
      if (typeof meant === 'string') refuse(typed.at, typed.length, meant);
      else found.set(meant.key, [...(found.get(meant.key) ?? []), { value: meant.value, excluded: (isExcluded || typed.excluded) !== meant.excluded }]);
    }
  }
}

/** Writes a filter as text that `parseFilterText` reads back. Parameters that don't filter Sites are none of it. */
export function printFilterText(params: FilterParams): string {
  const terms = filterFields.flatMap(({ key }) => {
    const values = inOrder(splitValues(params[key] ?? '').map((each) => {
      const meant = canonical(key, each.value);
      return typeof meant === 'string' ? each : { ...each, value: meant.value };
    }));
    return [false, true].flatMap((excluded) => {
      const some = values.filter((value) => value.excluded === excluded);
      return some.length === 0 ? [] : [`${excluded ? '-' : ''}${key}:${some.map(({ value }) => writeValue(value)).join(',')}`];
    });
  });
  const { q = '' } = params;
  const isPlain = q.split(' ').every((word) => /^[^\s":-][^\s":]*$/.test(word));
  if (q !== '') terms.push(isPlain ? q : quote(q));
  return terms.join(' ');
}

/** A value as a term of the text has it. */
export function writeValue(value: string): string {
  return /[\s",:]|^-/.test(value) ? quote(value) : value;
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** What is let in before what is kept out, and nothing twice. */
function inOrder(values: readonly FilterValue[]): FilterValue[] {
  const once = new Map(values.map((each) => [`${each.excluded}${each.value}`, each]));
  return [...once.values()].sort((left, right) => Number(left.excluded) - Number(right.excluded));
}

type Meant = FilterValue & { key: string };

/** A value of a field as the URL has it, or why there is none. */
function canonical(key: string, value: string): Meant | string {
  const field = fields.find((each) => each.key === key);
  const word = value.toLowerCase();
  const meant = (each: string): Meant => ({ key, value: each, excluded: false });
  if (field?.kind === 'date') {
    if (word === 'overdue') return meant('past');
    const written = [word, value].find((each) => dateRange(each, 'ahead') !== null);
    return written !== undefined ? meant(written) : `“${value}” is no date. Write <30d, >30d (d, w, m, y), past, future, none, any, 2026-12-01, >=2026-12-01 or 2026-12-01..2027-01-01.`;
  }
  if (field?.optional === true && word === noValue) return meant(noValue);
  const asWord = word.replaceAll(/[\s-]+/g, '_');
  const option = field?.options.find((each) => each.value.toLowerCase() === asWord || each.label.toLowerCase() === word);
  if (option !== undefined) return meant(option.value);
  if (field?.kind !== 'enum') return meant(value);
  return unknownValue(value, key, [...field.options.map((each) => each.value), ...(field.optional ? [noValue] : [])]);
}

/** What `is:expired`, `has:owner` and `no:owner` say in full, or why nothing. */
function longhand(word: string, value: string): Meant | string {
  if (word === 'is') {
    for (const { key, options } of isFields) {
      const option = options.find((each) => each.value === value.toLowerCase());
      if (option !== undefined) return { key, value: option.value, excluded: false };
    }
    return unknownValue(value, word, isFields.flatMap(({ options }) => options.map((each) => each.value)));
  }
  const asKey = aliases.get(value.toLowerCase()) ?? value;
  const field = emptyable.find(({ key }) => key.toLowerCase() === asKey.toLowerCase());
  if (field === undefined) return unknownValue(value, word, emptyable.map(({ key }) => key));
  return { key: field.key, value: noValue, excluded: word === 'has' };
}

function unknownValue(value: string, key: string, values: readonly string[]): string {
  const near = nearestWord(value, values);
  return `There is no “${value}” for “${key}”. ${near === undefined ? `Choose from ${values.join(', ')}.` : `Did you mean “${near}”?`}`;
}
