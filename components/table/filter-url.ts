/** The parameters of a list that change when its filters do: a page's cursor is then meaningless. */
const pageKeys = ['cursor', 'before', 'after', 'page'];

/** A facet's chosen values. A form without JavaScript repeats the key; links join with commas. */
export function valuesOf(params: URLSearchParams, key: string): string[] {
  return params.getAll(key).flatMap((value) => value.split(',')).filter(Boolean);
}

/** The same list with one parameter set anew, from its first page. Commas stay readable. */
export function withParam(path: string, params: URLSearchParams, key: string, values: string[]): string {
  const next = new URLSearchParams(params);
  for (const page of pageKeys) next.delete(page);
  next.delete(key);
  const filled = values.filter(Boolean);
  if (filled.length > 0) next.set(key, filled.join(','));
  return toUrl(path, next);
}

/** The same list without the given filters. */
export function withoutParams(path: string, params: URLSearchParams, keys: string[]): string {
  const next = new URLSearchParams(params);
  for (const key of [...keys, ...pageKeys]) next.delete(key);
  return toUrl(path, next);
}

function toUrl(path: string, params: URLSearchParams): string {
  const query = params.toString().replaceAll('%2C', ',');
  return query ? `${path}?${query}` : path;
}
