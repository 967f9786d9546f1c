'use client';

import type { KeyboardEvent } from 'react';
import { useShortcut } from '../ui/use-shortcut';

export interface GridKeys {
  active: number | null;
  /** The rows that can be gone to. */
  first: number;
  end: number;
  /** Where to begin while no row is active: the first in sight. */
  firstInSight: () => number;
  focusRow: (index: number) => void;
  onTick: (index: number, toHere: boolean) => void;
  onPeek: (index: number) => void;
  onAct: () => void;
}

/**
 * j and k go from row to row wherever the focus is, x ticks, X ticks up to here, e acts on what is chosen. The returned
 * handler is for keys that only a focused table may take: arrows, Home, End, and space to peek.
 */
export function useGridKeys({ active, first, end, firstInSight, focusRow, onTick, onPeek, onAct }: GridKeys): (event: KeyboardEvent) => void {
  const step = (by: 1 | -1) => {
    if (end > first) focusRow(active === null ? firstInSight() : Math.max(first, Math.min(end - 1, active + by)));
  };
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  useShortcut('x', () => active !== null && onTick(active, false));
  useShortcut('X', () => active !== null && onTick(active, true));
  useShortcut('e', onAct);

  return (event) => {
    const target = event.target as Element;
    const isRow = target.closest('tbody') !== null || target === event.currentTarget;
    if (!isRow || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ' && (active === null || target.closest('input, button') !== null)) return;
    const act = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => focusRow(first), End: () => focusRow(end - 1), ' ': () => active !== null && onPeek(active) }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}
