'use client';

import { useEffect, useRef, useState } from 'react';

const pause = 180;
/** How long a question that could not be put waits until it is put again: longer each time, in milliseconds. */
const patience = (failures: number): number => Math.min(1_000 * 2 ** failures, 30_000);

/**
 * Asks `load` for `query` once typing has paused, and gives the newest answer. An answer that
 * arrives after a newer question was put is dropped. One that could not be put is put again, for as long as it is the newest.
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
    let timer: ReturnType<typeof setTimeout>;
    const put = (failures: number) => {
      ask.current?.(query).then(
        (value) => !isStale && setAnswer({ query, value, failed: false }),
        () => {
          if (isStale) return;
          setAnswer((before) => ({ ...before, query, failed: true }));
          timer = setTimeout(put, patience(failures), failures + 1);
        },
      );
    };
    timer = setTimeout(put, pause, 0);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, isActive]);
  return { value: answer.value, isLoading: Boolean(load) && isActive && answer.query !== query, failed: answer.failed };
}
