import type { FieldProblem } from '@/lib/domain/refusal';
import type { Problem } from '@/lib/gate/problem';
import { parseLayout, type ColumnPlace, type ColumnSet } from '../table/column-layout';

/** How high rows are, in px: the table scrolls by exact rows. */
export const rowHeights = { compact: 32, comfortable: 44 };
export type Density = keyof typeof rowHeights;

/** Parameters of the page that don't filter the list. */
const pageOnly = ['columns', 'density', 'peek', 'view'];
const pagingKeys = ['sort', 'cursor', 'offset', 'limit'];

export type PageSearch = Record<string, string | string[] | undefined>;

/** What only the page understands of its URL. */
export interface PageState {
  places: ColumnPlace[];
  /** Whether the URL names the columns, rather than leaving them as they usually are. */
  isChosenLayout: boolean;
  density: Density;
  /** The number of the page's first row, from 0; null where a cursor came without it. */
  offset: number | null;
}

/** The URL's parameters in one form: repeated keys, as a plain form sends them, joined by commas; empty ones dropped. */
export function toQuery(search: PageSearch): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    const text = (Array.isArray(value) ? value : [value ?? '']).filter(Boolean).join(',');
    if (text !== '') query.set(key, text);
  }
  return query;
}

/**
 * What the list is asked for: everything but what only the page understands. Unknown names stay in and are refused.
 * Beside a cursor, the offset only says which row it leads to.
 */
export function toListInput(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([key]) => !pageOnly.includes(key) && !(key === 'offset' && query.has('cursor'))));
}

/** The same without its page and order: what is counted, and what says whether anything is filtered. */
export function toFilterInput(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(Object.entries(toListInput(query)).filter(([key]) => !pagingKeys.includes(key)));
}

/** Reads columns, density and place. Each is as usual where the URL says nothing or nonsense; `problems` names the nonsense. */
export function readPageState(query: URLSearchParams, columns: ColumnSet & { usual: string }): { state: PageState; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const asked = query.get('columns');
  const layout = parseLayout(asked ?? columns.usual, columns);
  const usual = parseLayout(columns.usual, columns);
  if (layout.problem !== undefined) problems.push({ path: 'columns', message: layout.problem });
  const density = query.get('density') ?? 'compact';
  if (!isDensity(density)) problems.push({ path: 'density', message: `There is no density “${density}”. Choose compact or comfortable.` });
  const offset = query.get('offset') ?? (query.has('cursor') ? null : '0');
  const isRow = offset !== null && /^\d{1,9}$/.test(offset);
  if (offset !== null && !isRow) problems.push({ path: 'offset', message: `“${offset}” is not the number of a row.` });
  const places = layout.problem === undefined ? layout.places : usual.problem === undefined ? usual.places : [];
  return {
    problems,
    state: { places, isChosenLayout: asked !== null, density: isDensity(density) ? density : 'compact', offset: isRow ? Number(offset) : null },
  };
}

const isDensity = (text: string): text is Density => text in rowHeights;

/** Another page of the same list, by its cursor and the number of its first row. */
export function pageHref(path: string, query: URLSearchParams, page: { cursor: string; offset: number | null } | null): string | undefined {
  if (page === null) return undefined;
  return listHref(path, query, { cursor: page.cursor, offset: page.offset === null ? null : String(page.offset) });
}

/** The list's URL with some parameters set anew (null takes one away), in a form that people can read. */
export function listHref(path: string, query: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
  }
  const text = next.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%21', '!');
  return text === '' ? path : `${path}?${text}`;
}

/** What the page says of a URL that it can't read. */
export function unreadable(errors: FieldProblem[]): Problem {
  return { type: 'urn:siteward:problem:invalid', title: 'The request is not valid', status: 400, detail: 'This address is not one of the list’s.', errors };
}
