'use client';

import { audienceLabels, audienceModes } from '@/lib/domain/audience';
import { sourceModeLabels, sourceModes } from '@/lib/domain/classification';
import { FilterBar } from '../table/filter-bar';

const one = (values: readonly string[], labels: Record<string, string>) => values.map((value) => ({ value, label: labels[value] ?? value }));

/** Filters of the matrix; the address is the only state. */
export function MatrixFilters({ sources }: { sources: { key: string; name: string }[] }) {
  return (
    <FilterBar
      searchLabel="Search Sites by name"
      facets={[
        { key: 'uses', label: 'Uses all of', options: sources.map(({ key, name }) => ({ value: key, label: name })) },
        { key: 'mode', label: 'How', options: one(sourceModes.filter((mode) => mode !== 'forbidden'), sourceModeLabels) },
        { key: 'audience', label: 'Open to', options: one(audienceModes, audienceLabels) },
        { key: 'problem', label: 'Problem', options: [{ value: 'not_allowed', label: 'Not allowed by the matrix' }, { value: 'conflict', label: 'Sources that must not meet' }] },
      ]}
    />
  );
}
