import { buttonClass } from '../ui/button-class';
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

/** The same filters for a browser without JavaScript: plain lists in a GET form. Nobody else is sent more than their markup. */
export function PlainFilters({ facets, params, kept, base, grammar }: PlainFiltersProps) {
  const token = (value: FilterValue) => grammar.join([value]);
  const fields = facets.map((facet) => {
    const listed = [
      ...facet.options.map(({ value, label }) => ({ token: token({ value, excluded: false }), label })),
      ...(facet.empty ? [{ token: token({ value: facet.empty.value, excluded: false }), label: `Is empty (${facet.empty.is})` }] : []),
      ...(facet.empty && grammar.canExclude ? [{ token: token({ value: facet.empty.value, excluded: true }), label: `Is not empty (${facet.empty.isNot})` }] : []),
    ];
    const chosen = filterValues(params, facet.key, grammar).map(token);
    return { ...facet, listed, chosen, unlisted: chosen.filter((each) => !listed.some((option) => option.token === each)) };
  });
  const known = [...facets.map(({ key }) => key), ...pageKeys];
  return (
    <noscript>
      {kept.filter(([key]) => !known.includes(key)).map(([key, value]) => (
        <input key={`${key}=${value}`} type="hidden" name={key} value={value} />
      ))}
      {/* A list with nothing chosen sends nothing: the base would come back. */}
      {facets.filter(({ key }) => base.has(key)).map(({ key }) => <input key={key} type="hidden" name={key} value="" />)}
      <details className="mt-2">
        <summary className="text-muted">Filters</summary>
        <div className="mt-2 flex flex-wrap gap-3">
          {fields.filter(({ listed, unlisted }) => listed.length + unlisted.length > 0).map(({ key, label, listed, chosen, unlisted }) => (
            <label key={key} className="flex flex-col gap-1 text-xs text-muted">
              {label}
              <select multiple name={key} size={5} defaultValue={chosen} className="min-w-40 rounded border border-control bg-canvas p-1 text-sm text-fg">
                {listed.map((option) => <option key={option.token} value={option.token}>{option.label}</option>)}
                {unlisted.map((each) => <option key={each}>{each}</option>)}
              </select>
            </label>
          ))}
        </div>
      </details>
      <button type="submit" className={buttonClass()}>Apply</button>
    </noscript>
  );
}
