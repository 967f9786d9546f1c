'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { RowStore } from '../table/row-store';
import type { SiteRow } from './sites-list-row';

/** Tells which Sites changed elsewhere: their ids, or that there were too many to name. */
export interface SiteChanges {
  subscribe: (listener: (changed: string[] | 'many') => void) => () => void;
}

/** Changes that come together are looked at together. In ms. */
const pause = 200;

export interface LiveRowsOptions {
  changes: SiteChanges;
  store: RowStore<SiteRow>;
  /** The rows that stand in the page. */
  inSight: () => { start: number; end: number };
  /** What a row is sorted by: it belongs elsewhere once that differs. */
  orderOf: (row: SiteRow) => string;
  /** How many match by now. */
  count: () => Promise<number>;
}

/**
 * Looks again at rows that changed elsewhere, and writes them anew where they stand. `hasNews`: the list as a whole would
 * be another by now; nothing moves before somebody asks for it.
 */
export function useLiveRows({ changes, store, inSight, orderOf, count }: LiveRowsOptions): { hasNews: boolean; forget: () => void } {
  const [newsOf, setNewsOf] = useState<RowStore<SiteRow> | null>(null);

  const look = useEffectEvent(async (changed: ReadonlySet<string> | 'many') => {
    const { start, end } = inSight();
    const here = changed === 'many' ? store.loaded(start, end) : store.loaded().filter(({ id }) => changed.has(id));
    const isWhole = store.loaded().length >= store.total;
    const known = new Map(here.map(({ id, index }) => [id, store.at(index)?.row]));
    // Where the whole list is here, a Site that it lacks may have come to fit it.
    const others = changed !== 'many' && isWhole ? [...changed].filter((id) => !known.has(id)) : [];
    try {
      const { gone, found } = await store.refresh([...known.keys(), ...others]);
      const hasMoved = [...found].some(([id, row]) => {
        const before = known.get(id);
        return before !== undefined && orderOf(before) !== orderOf(row);
      });
      // “Many” is also said when some may have gone unheard, which most often were none.
      const isOther = hasMoved || gone.length > 0 || others.some((id) => found.has(id)) || (changed === 'many' && (await count()) !== store.total);
      if (isOther) setNewsOf(store);
    } catch {
      // The stream tells of the next change, and the rows still say what they said: no reason to alarm anybody.
      setNewsOf(store);
    }
  });

  useEffect(() => {
    let waiting: Set<string> | 'many' = new Set();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = changes.subscribe((changed) => {
      if (changed === 'many' || waiting === 'many') waiting = 'many';
      else for (const id of changed) waiting.add(id);
      timer ??= setTimeout(() => {
        const batch = waiting;
        waiting = new Set();
        timer = undefined;
        void look(batch);
      }, pause);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [changes]);
  return { hasNews: newsOf === store, forget: () => setNewsOf(null) };
}
