import type { FilterValue } from './facet';

/** The parameters of a list that change when its filters do: a page's cursor is then meaningless. */
const pageKeys = ['cursor', 'offset', 'before', 'after', 'page'];

/** How the values of one filter are written into its parameter. */
export interface ValueGrammar {
  split: (text: string) => FilterValue[];
  join: (values: FilterValue[]) => string;
  /** Whether a value can be kept out. */
  canExclude: boolean;
}

/** Values joined by commas, for lists that can't keep one out. */
export const plainValues: ValueGrammar = {
  split: (text) => text.split(',').filter(Boolean).map((value) => ({ value, excluded: false })),
  join: (values) => values.map(({ value }) => value).join(','),
  canExclude: false,
};

/** The values of a filter, each once. A form without JavaScript repeats the key; links join with commas. */
export function filterValues(params: URLSearchParams, key: string, grammar: ValueGrammar): FilterValue[] {
  const values = params.getAll(key).flatMap((text) => grammar.split(text));
  return [...new Map(values.map((each) => [`${each.excluded}${each.value}`, each])).values()];
}

/**
 * The same list, from its first page, with `keys` set to what `given` has for them, and without the others of them.
 * Where the list stands on a `base` of parameters, what that says already is left out, and an empty parameter takes
 * away what it says. Commas stay readable.
 */
export function withParams(
  path: string,
  params: URLSearchParams,
  keys: readonly string[],
  given: Partial<Record<string, string>>,
  base: URLSearchParams = new URLSearchParams(),
): string {
  const next = new URLSearchParams(params);
  for (const key of [...keys, ...pageKeys]) next.delete(key);
  for (const key of keys) {
    const text = given[key] ?? '';
    if (text !== (base.get(key) ?? '')) next.set(key, text);
  }
  const query = next.toString().replaceAll('%2C', ',');
  return query ? `${path}?${query}` : path;
}

/** What a list is asked in the end: its base, with what its own address says instead. */
export function overBase(base: URLSearchParams, params: URLSearchParams): URLSearchParams {
  const merged = new URLSearchParams([...base].filter(([key]) => !params.has(key)));
  for (const [key, text] of params) if (text !== '') merged.append(key, text);
  return merged;
}
