'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import { watchBulk } from './bulk-api';
import { doneOf } from './bulk-progress';
import { LostNote } from './lost-note';

type Watched = Pick<BulkActionView, 'id' | 'state' | 'revision' | 'counts'>;

/** Keeps the page of a bulk action up to date while it goes on. Without JavaScript the page is loaded again by hand. */
export function BulkWatch({ bulk }: { bulk: Watched }) {
  const router = useRouter();
  const [isRefreshing, startTransition] = useTransition();
  const [isLost, setLost] = useState(false);
  const { id } = bulk;
  const shown = markOf(bulk);
  useEffect(() => {
    if (isRefreshing) return;
    const controller = new AbortController();
    void watchBulk(id, controller.signal, (next) => {
      setLost(next === null);
      // Only after an answer: to a server that is away, a refresh would lose the page.
      if (next !== null && markOf(next) !== shown) startTransition(() => router.refresh());
    });
    return () => controller.abort();
  }, [id, shown, isRefreshing, router]);
  return (
    <>
      {isLost && <LostNote />}
      <noscript>
        <p>Load this page again to see how far it is. It goes on by itself.</p>
      </noscript>
    </>
  );
}

function markOf(bulk: Watched): string {
  return [bulk.state, bulk.revision, bulk.counts.total, doneOf(bulk)].join();
}
