import { buttonClass } from '../ui/button-class';
import { escapeHtml } from '../ui/escape-html';
import type { Facet, FilterValue } from './facet';
import { filterValues, type ValueGrammar } from './filter-url';

export interface PlainFiltersProps {
  facets: Facet[];
  /** What is filtered by now. */
  params: URLSearchParams;
  /** The parameters of the address, and the query that it stands on. */
  kept: [key: string, value: string][];
  base: URLSearchParams;
  grammar: ValueGrammar;
}

const pageKeys = ['cursor', 'offset'];

/** Markup that a browser with JavaScript never reads, so it is written by the server alone and not taken over. */
const isServer = typeof window === 'undefined';

/**
 * The same filters for a browser without JavaScript: plain lists in a GET form. Every page carries some two hundred
 * options that hardly anybody uses: as text they cost the server a tenth of what elements do.
 */
export function PlainFilters(props: PlainFiltersProps) {
  return <noscript suppressHydrationWarning dangerouslySetInnerHTML={{ __html: isServer ? markup(props) : '' }} />;
}

function markup({ facets, params, kept, base, grammar }: PlainFiltersProps): string {
  const known = new Set([...facets.map(({ key }) => key), ...pageKeys]);
  return [
    ...kept.filter(([key]) => !known.has(key)).map(([key, value]) => hidden(key, value)),
    // A list with nothing chosen sends nothing: the base would come back.
    ...facets.filter(({ key }) => base.has(key)).map(({ key }) => hidden(key, '')),
    '<details class="mt-2"><summary class="text-muted">Filters</summary><div class="mt-2 flex flex-wrap gap-3">',
    ...facets.map((facet) => list(facet, params, grammar)),
    `</div></details><button type="submit" class="${escapeHtml(buttonClass())}">Apply</button>`,
  ].join('');
}

function list({ key, label, options, empty }: Facet, params: URLSearchParams, grammar: ValueGrammar): string {
  const token = (value: FilterValue) => grammar.join([value]);
  const listed = [
    ...options.map((option) => ({ token: token({ value: option.value, excluded: false }), label: option.label })),
    ...(empty ? [{ token: token({ value: empty.value, excluded: false }), label: `Is empty (${empty.is})` }] : []),
    ...(empty && grammar.canExclude ? [{ token: token({ value: empty.value, excluded: true }), label: `Is not empty (${empty.isNot})` }] : []),
  ];
  const chosen = filterValues(params, key, grammar).map(token);
  const unlisted = chosen.filter((each) => !listed.some((option) => option.token === each)).map((each) => ({ token: each, label: each }));
  const all = [...listed, ...unlisted];
  if (all.length === 0) return '';
  const written = all.map((each) => `<option value="${escapeHtml(each.token)}"${chosen.includes(each.token) ? ' selected' : ''}>${escapeHtml(each.label)}</option>`);
  return `<label class="flex flex-col gap-1 text-xs text-muted">${escapeHtml(label)}<select multiple name="${escapeHtml(key)}" size="5" class="min-w-40 rounded border border-control bg-canvas p-1 text-sm text-fg">${written.join('')}</select></label>`;
}

function hidden(key: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(key)}" value="${escapeHtml(value)}">`;
}
