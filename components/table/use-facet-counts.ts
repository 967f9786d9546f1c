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
 * Asks `url` how many rows the values of facets have; nothing while nobody looks. A newer question ends the older one,
 * and counts stay until newer ones are there.
 */
export function useFacetCounts(url: string | undefined): CountedFacets {
  const [answer, setAnswer] = useState<Answer>({ url: undefined, facets: {}, failed: false });
  useEffect(() => {
    if (url === undefined) return;
    const question = new AbortController();
    const fail = () => {
      if (!question.signal.aborted) setAnswer((before) => ({ ...before, url, failed: true }));
    };
    fetch(url, { signal: question.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The counts answered ${response.status}.`);
        return (await response.json()) as { facets: FacetCounts };
      })
      .then(({ facets }) => !question.signal.aborted && setAnswer((before) => ({ url, facets: { ...before.facets, ...facets }, failed: false })))
      .catch(fail);
    return () => question.abort();
  }, [url]);
  return { facets: answer.facets, isCounting: url !== undefined && answer.url !== url, failed: answer.failed };
}
