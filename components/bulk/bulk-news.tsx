'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { readJson } from '../sites/sites-list-source';
import { bulkChanges } from '../sites/use-site-changes';

/** How long news are gathered before the list is read anew, in ms: a bulk action tells of each of its batches. */
const gatherMs = 500;
/** How often it is read while something on it goes on, in ms: the end of that may have come before the stream was open. */
const movingMs = 2_000;

/** Keeps the list of bulk actions up to date, whoever runs them and wherever. */
export function BulkNews({ isMoving }: { isMoving: boolean }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  useEffect(() => {
    const controller = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const refresh = async () => {
      // Only after an answer: to a server that is away, a refresh would lose the page.
      const answers = await readJson('/api/v1/bulk-actions?limit=1', controller.signal).then(() => true, () => false);
      if (answers && !controller.signal.aborted) startTransition(() => router.refresh());
      gathering = undefined;
    };
    const tell = () => {
      gathering ??= setTimeout(() => void refresh(), gatherMs);
    };
    const unsubscribe = bulkChanges.subscribe(tell);
    const repeating = isMoving ? setInterval(tell, movingMs) : undefined;
    return () => {
      controller.abort();
      clearTimeout(gathering);
      clearInterval(repeating);
      unsubscribe();
    };
  }, [router, isMoving]);
  return null;
}
