'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { formatLayout, type ColumnPlace } from '../table/column-layout';
import { listHref, readPageState, toListInput, type Density, type PageState } from './list-query';
import { siteColumnSet } from './site-columns';

/** What the list is: its address, what only the page understands of it, and what the API is asked for. */
export interface ListUrl {
  /** The address as it is, for links. */
  address: URLSearchParams;
  state: PageState;
  peek: string | null;
  /** Filters and sort as the API takes them. */
  ask: string;
  setPlaces: (places: readonly ColumnPlace[]) => void;
  setDensity: (density: Density) => void;
  /** Opening one can be taken back with the browser; going from one to the next is not worth a step each. */
  setPeek: (slug: string | null) => void;
}

export const listPath = '/sites';

/** These change how the list looks, not what it holds: the browser’s address changes, and no server is asked. */
const looks = ['columns', 'density', 'peek'];

/**
 * The list’s URL. `query` is what the server read: the address, over a saved view where it names one. What only changes
 * the looks is taken from the address as it is by now.
 */
export function useListUrl(query: string): ListUrl {
  const params = useSearchParams();
  const address = useMemo(() => new URLSearchParams(params), [params]);
  const effective = useMemo(() => {
    const merged = new URLSearchParams(query);
    const isView = address.has('view');
    for (const key of looks) {
      const value = address.get(key);
      if (value !== null) merged.set(key, value);
      else if (!isView) merged.delete(key);
    }
    return merged;
  }, [query, address]);
  const { state } = useMemo(() => readPageState(effective, siteColumnSet), [effective]);
  const peek = effective.get('peek');

  const change = useCallback((changes: Record<string, string | null>, step: 'push' | 'replace' = 'replace') => {
    // Read anew: between two changes React may not have rendered the first.
    const href = listHref(listPath, new URLSearchParams(window.location.search), changes);
    window.history[step === 'push' ? 'pushState' : 'replaceState'](null, '', href);
  }, []);
  const setPlaces = useCallback(
    (places: readonly ColumnPlace[]) => {
      const text = formatLayout(places);
      change({ columns: text === siteColumnSet.usual && !address.has('view') ? null : text });
    },
    [change, address],
  );
  const setDensity = useCallback((density: Density) => change({ density: density === 'compact' && !address.has('view') ? null : density }), [change, address]);
  const setPeek = useCallback((slug: string | null) => change({ peek: slug }, slug !== null && peek === null ? 'push' : 'replace'), [change, peek]);

  const ask = useMemo(() => {
    const { cursor: _cursor, offset: _offset, limit: _limit, ...rest } = toListInput(effective);
    return new URLSearchParams(rest).toString();
  }, [effective]);
  return { address, state, peek, ask, setPlaces, setDensity, setPeek };
}
