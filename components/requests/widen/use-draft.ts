'use client';

import { useEffect, useRef, useState } from 'react';
import { toDraft, type WidenValue } from './widen-value';

const pause = 1000;

export type DraftState = 'none' | 'unsaved' | 'saved' | 'failed';

/** Keeps what was written soon after it was, so that closing the tab costs nothing. `stop` ends that once it was sent. */
export function useDraft(siteId: string, value: WidenValue, startsSaved: boolean): { state: DraftState; stop: () => void } {
  const [state, setState] = useState<DraftState>(startsSaved ? 'saved' : 'none');
  const text = JSON.stringify({ draft: toDraft(value) });
  const kept = useRef(text);
  const stopped = useRef(false);
  useEffect(() => {
    if (text === kept.current) return;
    setState('unsaved');
    const timer = setTimeout(() => {
      if (stopped.current) return;
      fetch(`/api/v1/sites/${siteId}/widening/draft`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: text, keepalive: text.length < 60_000 }).then(
        ({ ok }) => {
          if (ok) kept.current = text;
          setState(ok ? 'saved' : 'failed');
        },
        () => setState('failed'),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [siteId, text]);
  return {
    state,
    stop: () => {
      stopped.current = true;
    },
  };
}
