'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useId, useOptimistic, useRef, useState, useTransition, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';
import { useShortcut } from '../ui/use-shortcut';
import { inWords, type Facet, type FacetGroup, type FilterValue } from './facet';
import { FacetGroupValues } from './facet-group-values';
import { FacetValues } from './facet-values';
import { FilterChips } from './filter-chips';
import { FilterPopover } from './filter-popover';
import { filterValues, overBase, plainValues, withParams, type ValueGrammar } from './filter-url';
import { PlainFilters } from './plain-filters';
import { SearchBox } from './search-box';
import { useFacetCounts } from './use-facet-counts';

/** What the text form of a filter is given. */
export interface TextForm {
  /** The filter's parameters, without the others of the page. */
  params: Record<string, string>;
  onApply: (params: Partial<Record<string, string>>) => void;
  onClose: () => void;
}

export interface FilterBarProps {
  facets: (Facet | FacetGroup)[];
  /** What can be searched: "Search sites". */
  searchLabel: string;
  /** The parameter of the search text. */
  searchKey?: string | undefined;
  /** Parameters that filter, besides those of the search and the facets. */
  otherKeys?: readonly string[] | undefined;
  /** A query that the URL's own stands on: a saved view. A parameter of the URL replaces it, an empty one takes it away. */
  base?: string | undefined;
  /** How values are written into the URL. */
  grammar?: ValueGrammar | undefined;
  /** Answers `{ facets: { [key]: [{ value, label, count }] } }` to the filter's parameters and `facets`, those of `keys` to count. */
  counts?: { path: string; keys: readonly string[] } | undefined;
  /** The whole filter as text, in place of search and facets. */
  textForm?: ((form: TextForm) => ReactNode) | undefined;
  /** At the right: saved views, export and the like. */
  actions?: ReactNode;
}

const none: readonly string[] = [];

/**
 * Search, filters and what is filtered by now. The URL is the only state: each change is a step of the history, a
 * choice can be shared, and without JavaScript the same filters are a plain GET form.
 */
export function FilterBar({
  facets, searchLabel, searchKey = 'q', otherKeys = none, base = '', grammar = plainValues, counts, textForm, actions,
}: FilterBarProps) {
  const path = usePathname();
  const router = useRouter();
  const address = useSearchParams().toString();
  // Ticks and chips show at once what was chosen; the rows follow with the answer.
  const [query, setQuery] = useOptimistic(address);
  const own = new URLSearchParams(query);
  const ground = new URLSearchParams(base);
  const params = overBase(ground, own);
  const asked = overBase(ground, new URLSearchParams(address)).get(searchKey) ?? '';
  const [isPending, startTransition] = useTransition();
  const search = useRef<HTMLInputElement>(null);
  const textToggle = useRef<HTMLButtonElement>(null);
  const id = useId();
  const [isText, setText] = useState(false);
  const [isUnfolded, setUnfolded] = useState(false);
  const [openLabel, setOpenLabel] = useState<string>();

  const all = facets.flatMap((each) => ('facets' in each ? each.facets : [each]));
  const keys = [searchKey, ...all.map(({ key }) => key), ...otherKeys];
  const filter = Object.fromEntries(keys.filter((key) => params.has(key)).map((key) => [key, params.getAll(key).join(',')]));
  // No more is counted than somebody looks at.
  const open = facets.find(({ label }) => label === openLabel);
  const lookedAt = open === undefined ? [] : ('facets' in open ? open.facets : [open]).map(({ key }) => key).filter((key) => counts?.keys.includes(key));
  const counted = useFacetCounts(lookedAt.length === 0 ? undefined : `${counts?.path ?? ''}?${new URLSearchParams({ ...filter, facets: lookedAt.join() }).toString()}`);
  const countedHere = counts === undefined ? undefined : counted;
  const valuesOf = (key: string) => filterValues(params, key, grammar);
  const hrefOf = (some: readonly string[], given: Partial<Record<string, string>>) => withParams(path, own, some, given, ground);
  const hrefWith = (key: string, values: FilterValue[]) => hrefOf([key], { [key]: grammar.join(values) });
  const go = (href: string, how: 'push' | 'replace' = 'push') =>
    startTransition(() => {
      setQuery(href.split('?')[1] ?? '');
      router[how](href, { scroll: false });
    });
  const change = (key: string, values: FilterValue[]) => go(hrefWith(key, values));
  const focusSearch = () => {
    flushSync(() => setText(false));
    search.current?.select();
  };
  const closeText = () => {
    flushSync(() => setText(false));
    textToggle.current?.focus();
  };
  useShortcut('/', focusSearch);
  useShortcut('f', () => setText(true), textForm !== undefined && !isText);

  const chosen = all.flatMap((facet) => valuesOf(facet.key).map((value) => ({ facet, value })));
  const chips = chosen.map(({ facet, value }) => ({
    id: `${facet.key}=${value.excluded ? '-' : ''}${value.value}`,
    label: facet.label,
    words: inWords(facet, value, counted.facets),
    href: hrefWith(facet.key, valuesOf(facet.key).filter((each) => each.value !== value.value || each.excluded !== value.excluded)),
  }));

  const popover = (label: string, members: Facet[], children: () => ReactNode) => (
    <FilterPopover
      key={label}
      label={label}
      chosen={members.reduce((sum, { key }) => sum + valuesOf(key).length, 0)}
      onOpenChange={(isOpen) => setOpenLabel((before) => (isOpen ? label : before === label ? undefined : before))}
    >
      {children}
    </FilterPopover>
  );

  return (
    <form method="get" action={path} role="search" aria-label={searchLabel} onSubmit={(event) => event.preventDefault()}>
      <div className="flex flex-wrap items-start gap-x-1.5 gap-y-1">
        {isText && textForm ? (
          textForm({
            params: filter,
            onApply: (given) => go(hrefOf(keys, given)),
            onClose: closeText,
          })
        ) : (
          <>
            <SearchBox
              ref={search}
              name={searchKey}
              label={searchLabel}
              asked={asked}
              isPending={isPending}
              onAsk={(text, how) => go(hrefOf([searchKey], { [searchKey]: text }), how)}
            />
            <button
              type="button"
              aria-expanded={isUnfolded}
              aria-controls={id}
              onClick={() => setUnfolded(!isUnfolded)}
              className={cx(buttonClass(), 'md:hidden noscript:hidden')}
            >
              Filters
              {chosen.length > 0 && (
                <span className="rounded bg-accent-subtle px-1 text-xs text-accent-text">
                  {chosen.length}
                  <span className="sr-only"> chosen</span>
                </span>
              )}
            </button>
          </>
        )}
        {textForm && (
          <button
            ref={textToggle}
            type="button"
            aria-pressed={isText}
            aria-keyshortcuts="f"
            title="The filter as text (f)"
            onClick={() => setText(!isText)}
            className={cx(buttonClass({ variant: 'ghost' }), 'aria-pressed:bg-hover noscript:hidden')}
          >
            Text
          </button>
        )}
        {!isText && (
          <div id={id} className={cx('flex flex-wrap items-center gap-0.5 noscript:hidden', isUnfolded ? 'max-md:order-last max-md:w-full' : 'max-md:hidden')}>
            {facets.map((each) =>
              'facets' in each
                ? popover(each.label, each.facets, () => (
                    <FacetGroupValues facets={each.facets} valuesOf={valuesOf} canExclude={grammar.canExclude} counted={countedHere} onChange={change} />
                  ))
                : popover(each.label, [each], () => (
                    <FacetValues
                      facet={each}
                      values={valuesOf(each.key)}
                      canExclude={grammar.canExclude}
                      counted={countedHere}
                      onChange={(values) => change(each.key, values)}
                    />
                  )),
            )}
          </div>
        )}
        {actions && <div className="flex flex-wrap gap-2 sm:ml-auto">{actions}</div>}
      </div>
      <span role="status" className="sr-only">{isPending ? 'Loading' : ''}</span>
      <FilterChips chips={chips} clearHref={hrefOf(keys, {})} onGo={go} onEmpty={focusSearch} />
      <PlainFilters facets={all} params={params} kept={[...own].filter(([key]) => key !== searchKey)} base={ground} grammar={grammar} />
    </form>
  );
}
