'use client';

import { useSyncExternalStore } from 'react';
import { Pager } from '../table/pager';
import type { RowStore } from '../table/row-store';
import type { VirtualScroller } from '../table/virtual-scroller';
import { Button } from '../ui/button';
import { FormattedNumber } from '../ui/number';
import { pageHref } from './list-query';
import type { ListMode } from './sites-list-mode';
import type { SiteRow } from './sites-list-row';
import { listPath } from './sites-list-url';

export interface ListFooterProps {
  mode: ListMode;
  store: RowStore<SiteRow>;
  scroller: VirtualScroller;
  address: URLSearchParams;
  /** The page that the server gave. */
  page: { shown: number; offset: number | null; next: string | null; previous: string | null };
  /** Absent where nobody counted. */
  total: number | undefined;
  hasNews: boolean;
  onShowNews: () => void;
  /** On narrow screens, where rows are added by hand. */
  onShowMore: (() => void) | undefined;
}

/** Where one is in the list, and the way to other pages of it. The links follow what is in sight. */
export function ListFooter({ mode, store, scroller, address, page, total, hasNews, onShowNews, onShowMore }: ListFooterProps) {
  const first = useSyncExternalStore(scroller.subscribe, () => scroller.visible.first, () => 0);
  const last = useSyncExternalStore(scroller.subscribe, () => scroller.visible.last, () => 0);
  const size = Number(address.get('limit') ?? 50);
  const at = (cursor: string | null, by: number) => (cursor === null ? null : { cursor, offset: page.offset === null ? null : Math.max(0, page.offset + by) });
  const before = store.pageBefore(first);
  const after = store.pageAfter(last + 1);
  const isEndless = mode === 'endless';
  const previous = isEndless ? before && { cursor: before.cursor, offset: Math.max(0, before.end - size) } : at(page.previous, -size);
  const next = isEndless ? after : at(page.next, page.shown);
  const isAllInSight = first === 0 && last + 1 >= store.total;
  return (
    <Pager
      shown={isEndless && isAllInSight ? store.total : page.shown}
      total={isEndless ? store.total : total}
      noun={['Site', 'Sites']}
      position={
        isEndless && !isAllInSight && (
          <>
            Rows <FormattedNumber value={first + 1} />–<FormattedNumber value={last + 1} /> of <FormattedNumber value={store.total} />
          </>
        )
      }
      previousHref={pageHref(listPath, address, previous)}
      nextHref={pageHref(listPath, address, next)}
    >
      {/* Room is kept for it: news must not move the links under the pointer. */}
      <span role="status" className="flex h-7 items-center">
        {hasNews && (
          <Button size="sm" onClick={onShowNews}>
            Show changes
          </Button>
        )}
      </span>
      {onShowMore !== undefined && (
        <Button size="sm" onClick={onShowMore}>
          Show more
        </Button>
      )}
      {mode === 'stack' && store.failure !== null && (
        <p role="alert" className="text-danger">
          {store.failure.message}{' '}
          <button type="button" onClick={() => store.retry()} className="min-h-6 font-medium text-fg underline">
            Try again
          </button>
        </p>
      )}
    </Pager>
  );
}
