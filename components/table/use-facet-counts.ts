'use client';

import { useEffect, useState } from 'react';
import type { FacetCounts } from './facet';

interface Answer {
  url: string | undefined;
  facets: FacetCounts;
  failed: boolean;
}

export interface CountedFacets {
  /** The newest counts that came; still those of the question before while `isCounting`. */
  facets: FacetCounts;
  isCounting: boolean;
  failed: boolean;
}

/**
 * Asks `url` how many rows each value of each facet has, while somebody looks. A newer question ends the older one;
 * its counts stay until the new ones are there.
 */
export function useFacetCounts(url: string | undefined, isLooking: boolean): CountedFacets {
  const [answer, setAnswer] = useState<Answer>({ url: undefined, facets: {}, failed: false });
  useEffect(() => {
    if (url === undefined || !isLooking) return;
    const question = new AbortController();
    const fail = () => {
      if (!question.signal.aborted) setAnswer((before) => ({ ...before, url, failed: true }));
    };
    fetch(url, { signal: question.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The counts answered ${response.status}.`);
        return (await response.json()) as { facets: FacetCounts };
      })
      .then(({ facets }) => !question.signal.aborted && setAnswer({ url, facets, failed: false }))
      .catch(fail);
    return () => question.abort();
  }, [url, isLooking]);
  return { facets: answer.facets, isCounting: url !== undefined && answer.url !== url, failed: answer.failed };
}
