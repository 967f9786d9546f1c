'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { inWords, type Facet, type FilterValue } from './facet';
import { FacetValues } from './facet-values';
import type { CountedFacets } from './use-facet-counts';

export interface FacetGroupValuesProps {
  facets: Facet[];
  valuesOf: (key: string) => FilterValue[];
  canExclude: boolean;
  counted: CountedFacets | undefined;
  onChange: (key: string, values: FilterValue[]) => void;
}

/** Several fields, one of them open at a time. */
export function FacetGroupValues({ facets, valuesOf, canExclude, counted, onChange }: FacetGroupValuesProps) {
  const name = useId();
  // Chosen once: what is open stays open while its values change.
  const [first] = useState(() => facets.find(({ key }) => valuesOf(key).length > 0)?.key ?? facets[0]?.key);
  return facets.map((facet) => {
    const values = valuesOf(facet.key);
    // Without counts of its own a facet keeps no room for them.
    const isCounted = counted !== undefined && facet.key in counted.facets;
    return (
      <details key={facet.key} name={name} open={facet.key === first} className="group/field">
        <summary className="flex min-h-8 list-none items-center gap-1.5 rounded px-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden="true" size={14} className="shrink-0 text-muted transition-transform group-open/field:rotate-90" />
          <span className="shrink-0">{facet.label}</span>
          <span className="min-w-0 truncate text-xs text-accent-text">{values.map((value) => inWords(facet, value, counted?.facets)).join(', ')}</span>
        </summary>
        <div className="pl-3.5">
          <FacetValues
            facet={facet}
            values={values}
            canExclude={canExclude}
            counted={isCounted ? counted : undefined}
            onChange={(next) => onChange(facet.key, next)}
          />
        </div>
      </details>
    );
  });
}
