'use client';

import { LoaderCircle, Search, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState, useTransition, type ReactNode } from 'react';
import { buttonClass } from '../ui/button-class';
import { useShortcut } from '../ui/use-shortcut';
import type { Facet } from './facet';
import { FacetPopover } from './facet-popover';
import { valuesOf, withoutParams, withParam } from './filter-url';

export interface FilterBarProps {
  facets: Facet[];
  /** What can be searched: "Search sites". */
  searchLabel: string;
  /** The parameter of the search text. */
  searchKey?: string | undefined;
  /** At the right: saved views, export and the like. */
  actions?: ReactNode;
}

const pause = 250;

/**
 * Search, filters and what is filtered by now. The URL is the only state: each change replaces it,
 * a choice can be shared, and without JavaScript the same controls are a plain GET form.
 */
export function FilterBar({ facets, searchLabel, searchKey = 'q', actions }: FilterBarProps) {
  const path = usePathname();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const [isPending, startTransition] = useTransition();
  const search = useRef<HTMLInputElement>(null);
  const asked = params.get(searchKey) ?? '';
  const [text, setText] = useState(asked);
  const [answered, setAnswered] = useState(asked);
  const [sent, setSent] = useState(asked);
  // The URL moved without us (Back, a link): the field follows it. Our own echo must not, or it
  // would take back what has been typed since.
  if (answered !== asked) {
    setAnswered(asked);
    if (asked !== sent) setText(asked);
  }

  const go = (url: string) => startTransition(() => router.replace(url, { scroll: false }));
  const ask = () => {
    setSent(text.trim());
    go(withParam(path, params, searchKey, [text.trim()]));
  };
  const askLater = useEffectEvent(() => {
    if (text.trim() !== asked) ask();
  });
  useEffect(() => {
    const timer = setTimeout(askLater, pause);
    return () => clearTimeout(timer);
  }, [text]);

  useShortcut('/', () => search.current?.select());

  const active = facets.flatMap((facet) =>
    valuesOf(params, facet.key).map((value) => ({
      facet,
      value,
      label: facet.options.find((option) => option.value === value)?.label ?? value,
    })),
  );
  const known = new Set([...facets.map(({ key }) => key), searchKey]);

  return (
    <form method="get" action={path} role="search" aria-label={searchLabel} onSubmit={(event) => {
      event.preventDefault();
      ask();
    }}>
      {[...params].filter(([key]) => !known.has(key) && key !== 'cursor').map(([key, value]) => (
        <input key={`${key}=${value}`} type="hidden" name={key} value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative grow sm:max-w-72">
          {isPending ? (
            <LoaderCircle aria-hidden="true" size={14} className="absolute top-2.25 left-2 animate-spin text-muted" />
          ) : (
            <Search aria-hidden="true" size={14} className="absolute top-2.25 left-2 text-muted" />
          )}
          <input
            ref={search}
            type="search"
            name={searchKey}
            aria-label={searchLabel}
            aria-keyshortcuts="/"
            placeholder={searchLabel}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="h-8 w-full rounded-md border border-control bg-canvas pr-2 pl-7 outline-offset-0"
          />
        </div>
        {facets.map((facet) => (
          <FacetPopover
            key={facet.key}
            facet={facet}
            values={valuesOf(params, facet.key)}
            onChange={(values) => go(withParam(path, params, facet.key, values))}
          />
        ))}
        <noscript>
          <button type="submit" className={buttonClass()}>Apply</button>
        </noscript>
        {actions && <div className="flex flex-wrap gap-2 sm:ml-auto">{actions}</div>}
      </div>
      <span role="status" className="sr-only">{isPending ? 'Loading' : ''}</span>
      {active.length > 0 && (
        <ul aria-label="Active filters" className="mt-2 flex flex-wrap items-center gap-1.5">
          {active.map(({ facet, value, label }) => (
            <li key={`${facet.key}=${value}`} className="flex h-6 max-w-full items-center rounded bg-hover pl-2 text-xs">
              <span className="truncate">
                <span className="text-muted">{facet.label}:</span> {label}
              </span>
              <Link
                href={withParam(path, params, facet.key, valuesOf(params, facet.key).filter((each) => each !== value))}
                replace
                scroll={false}
                aria-label={`Remove ${facet.label}: ${label}`}
                className="grid size-6 shrink-0 place-items-center rounded text-muted hover:text-fg"
              >
                <X aria-hidden="true" size={12} />
              </Link>
            </li>
          ))}
          <li>
            <Link
              href={withoutParams(path, params, [...known])}
              scroll={false}
              onClick={() => setText('')}
              className={buttonClass({ variant: 'ghost', size: 'sm' })}
            >
              Clear all
            </Link>
          </li>
        </ul>
      )}
    </form>
  );
}
