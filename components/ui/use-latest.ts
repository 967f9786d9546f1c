'use client';

import { useEffect, useRef, useState } from 'react';

const pause = 180;

/**
 * Asks `load` for `query` once typing has paused, and gives the newest answer. An answer that
 * arrives after a newer question was put is dropped.
 */
export function useLatest<T>(
  load: ((query: string) => Promise<T>) | undefined,
  query: string,
  initial: T,
  isActive = true,
): { value: T; isLoading: boolean; failed: boolean } {
  const [answer, setAnswer] = useState<{ query: string | null; value: T; failed: boolean }>({ query: null, value: initial, failed: false });
  // Callers rarely keep the same function between renders; only a new question is a reason to ask.
  const ask = useRef(load);
  useEffect(() => {
    ask.current = load;
  });
  useEffect(() => {
    if (!isActive || !ask.current) return;
    let isStale = false;
    const timer = setTimeout(() => {
      ask.current?.(query).then(
        (value) => !isStale && setAnswer({ query, value, failed: false }),
        () => !isStale && setAnswer((before) => ({ ...before, query, failed: true })),
      );
    }, pause);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, isActive]);
  return { value: answer.value, isLoading: Boolean(load) && isActive && answer.query !== query, failed: answer.failed };
}
