'use client';

import { useSyncExternalStore } from 'react';

/** As the server wrote it; a stack on a narrow screen; rows without end elsewhere. */
export type ListMode = 'document' | 'stack' | 'endless';

const wide = '(width >= 40rem)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(wide);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** How the list shows its rows here: without JavaScript, and until it runs, a plain page of them. */
export function useListMode(canBeEndless: boolean): ListMode {
  const mode = useSyncExternalStore(subscribe, () => (window.matchMedia(wide).matches ? 'endless' : 'stack'), () => 'document' as const);
  return mode === 'endless' && !canBeEndless ? 'document' : mode;
}
