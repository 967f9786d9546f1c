'use client';

import { createContext, use, useMemo, useReducer, useRef, useState } from 'react';
import type { RowStore } from '../table/row-store';
import { changeSelection, chosenCount, nothingChosen, type SiteSelection } from './site-selection';
import type { SiteRow } from './sites-list-row';

/** What is chosen in the list, for what acts on it. */
export interface ChosenSites {
  selection: SiteSelection;
  /** How many Sites that is. */
  count: number;
  /** The list’s filters and sort, as the API takes them: what “all that match” means. */
  query: string;
  clear: () => void;
  /** Grows each time somebody presses e: what acts is to open. */
  asked: number;
}

export const ChosenSitesContext = createContext<ChosenSites | null>(null);

/** For what stands in the list’s `bulk` slot. */
export function useChosenSites(): ChosenSites {
  const chosen = use(ChosenSitesContext);
  if (chosen === null) throw new Error('This belongs into the bulk slot of <SitesList>.');
  return chosen;
}

/** The selection of a list. It stays when the list is sorted anew, and ends when its filter changes. */
export function useListSelection({ store, total, query, filter }: { store: RowStore<SiteRow>; total: number; query: string; filter: string }) {
  const [selection, change] = useReducer(changeSelection, nothingChosen);
  const [asked, setAsked] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const anchor = useRef<number | null>(null);
  const [shownFilter, setShownFilter] = useState(filter);
  if (shownFilter !== filter) {
    setShownFilter(filter);
    change({ do: 'clear' });
  }

  const lookup = useMemo(() => new Set(selection.kind === 'ids' ? selection.ids : selection.except), [selection]);
  const isChosen = (id: string) => (selection.kind === 'ids') === lookup.has(id);
  const count = chosenCount(selection, total);
  // What was asked of Sites that are chosen no more is over: whatever is chosen next opens nothing by itself.
  if (count === 0 && asked > 0) setAsked(0);

  const tickRange = async (from: number, to: number) => {
    setChoosing(true);
    try {
      change({ do: 'set', ids: await store.idsBetween(from, to), isChosen: true });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The range could not be chosen. Try again.');
    } finally {
      setChoosing(false);
    }
  };
  const tick = (index: number, toHere: boolean) => {
    const row = store.at(index)?.row;
    if (row === undefined) return;
    setProblem(null);
    if (toHere && anchor.current !== null) void tickRange(anchor.current, index);
    else change({ do: 'set', ids: [row.id], isChosen: !isChosen(row.id) });
    anchor.current = index;
  };
  const clear = () => {
    anchor.current = null;
    setProblem(null);
    change({ do: 'clear' });
  };
  const chosen = useMemo((): ChosenSites => ({ selection, count, query, asked, clear: () => change({ do: 'clear' }) }), [selection, count, query, asked]);
  return { selection, count, isChosen, tick, clear, change, chosen, problem, isChoosing, ask: () => setAsked((before) => before + 1) };
}
