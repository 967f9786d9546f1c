'use client';

import { useEffect, useState } from 'react';
import type { BulkActionView, BulkRefusals } from '@/lib/bulk/bulk-shape';
import { readRefusals, watchBulk } from './bulk-api';
import { isMoving } from './bulk-progress';

/** A bulk action as it goes on, and why Sites of it are refused. `isLost` while the server doesn’t answer. */
export function useBulkAction(start: BulkActionView): { bulk: BulkActionView; refusals: BulkRefusals['items'] | null; isLost: boolean; show: (bulk: BulkActionView) => void } {
  const [bulk, show] = useState(start);
  const [isLost, setLost] = useState(false);
  const [refusals, setRefusals] = useState<BulkRefusals['items'] | null>(null);
  const { id, state } = bulk;
  const moves = isMoving(bulk);
  useEffect(() => {
    if (!moves) return;
    const controller = new AbortController();
    void watchBulk(id, controller.signal, (next) => {
      setLost(next === null);
      if (next !== null) show(next);
    });
    return () => controller.abort();
  }, [id, moves]);

  const hasRefusals = (state === 'planned' && bulk.counts.willRefuse > 0) || ((state === 'done' || state === 'stopped') && bulk.counts.refused > 0);
  useEffect(() => {
    if (!hasRefusals) return;
    const controller = new AbortController();
    // Without them the figures still say how many; the page of the bulk action says why.
    readRefusals(id, controller.signal).then(setRefusals, () => undefined);
    return () => controller.abort();
  }, [id, state, hasRefusals]);
  return { bulk, refusals: hasRefusals ? refusals : null, isLost, show };
}
