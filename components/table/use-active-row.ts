'use client';

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { RowView, VirtualScroller } from './virtual-scroller';

export interface ActiveRow {
  active: number | null;
  /** The focus came to a row by itself. */
  setActive: (index: number | null) => void;
  /** Brings a row into sight and its link into focus, as soon as it is there. */
  focusRow: (index: number) => void;
}

/**
 * The one row that keys act on. It is known by its number, so it stays the active one while it is loaded anew or
 * scrolled out of the page; then the focus waits on the region.
 */
export function useActiveRow(region: RefObject<HTMLElement | null>, { view, scroller, total }: { view: RowView | null; scroller: VirtualScroller; total: number }): ActiveRow {
  const [active, setActive] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    // An element that is taken away drops the focus on the body, and no key would reach the table any more.
    if (hadFocus.current && document.activeElement === document.body) region.current?.focus({ preventScroll: true });
  }, [region, view]);
  useEffect(() => {
    const onFocusIn = (event: globalThis.FocusEvent) => (hadFocus.current = region.current?.contains(event.target as Node) === true);
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, [region]);
  // After each render: the row may have arrived with any of them.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = region.current?.querySelector(`tbody > tr[aria-rowindex="${wanted.current + 2}"]`);
    const link = row?.querySelector<HTMLElement>('th > a');
    if (link == null) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
    if (view === null) row?.scrollIntoView({ block: 'nearest' });
  });

  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    wanted.current = next;
    setActive(next);
    if (view !== null) scroller.scrollTo(next, 'nearest');
    if (document.activeElement === document.body) region.current?.focus({ preventScroll: true });
  };
  return { active, setActive, focusRow };
}
