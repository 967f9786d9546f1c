'use client';

import { useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { VirtualScroller, type RowView, type ScrollerSize } from './virtual-scroller';

export interface VirtualRowsOptions extends ScrollerSize {
  region: RefObject<HTMLElement | null>;
  /** Off: all rows that are here stand in the page. */
  isOn: boolean;
  /** The row that is in sight first. */
  first: number;
}

/** Lets a region scroll over more rows than stand in the page. `view` is null before that, and on narrow screens. */
export function useVirtualRows({ region, isOn, first, rows, rowHeight, headHeight }: VirtualRowsOptions): { view: RowView | null; scroller: VirtualScroller } {
  const [scroller] = useState(() => new VirtualScroller());
  const view = useSyncExternalStore(scroller.subscribe, () => scroller.view, () => null);
  useLayoutEffect(() => scroller.resize({ rows, rowHeight, headHeight }), [scroller, rows, rowHeight, headHeight]);
  useLayoutEffect(() => {
    if (isOn && region.current !== null) return scroller.attach(region.current, first);
    // `first` is where it begins; a later one is scrolled to by whoever changed it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scroller, region, isOn]);
  useLayoutEffect(() => scroller.applyPosition(), [scroller, view]);
  return { view, scroller };
}
