/** Parameters of the page that don't filter the list. */
const pageOnly = ['columns'];
const pagingKeys = ['sort', 'cursor', 'limit'];

export type PageSearch = Record<string, string | string[] | undefined>;

/** The URL's parameters in one form: repeated keys, as a plain form sends them, joined by commas; empty ones dropped. */
export function toQuery(search: PageSearch): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    const text = (Array.isArray(value) ? value : [value ?? '']).filter(Boolean).join(',');
    if (text !== '') query.set(key, text);
  }
  return query;
}

/** What the list is asked for: everything but what only the page understands. Unknown names stay in and are refused. */
export function toListInput(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([key]) => !pageOnly.includes(key)));
}

/** The same without its page and order: what is counted, and what says whether anything is filtered. */
export function toFilterInput(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(Object.entries(toListInput(query)).filter(([key]) => !pagingKeys.includes(key)));
}

/** Another page of the same list. */
export function pageHref(path: string, query: URLSearchParams, cursor: string | null): string | undefined {
  if (cursor === null) return undefined;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `${path}?${next.toString().replaceAll('%2C', ',')}`;
}
