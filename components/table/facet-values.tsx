'use client';

import { useState } from 'react';
import { useLatest } from '../ui/use-latest';
import { DateRangeFields } from './date-range-fields';
import { readRange } from './date-words';
import { labelOf, optionOf, toggled, type Facet, type FacetOption, type FilterValue } from './facet';
import { FacetRow } from './facet-row';
import type { CountedFacets } from './use-facet-counts';

export interface FacetValuesProps {
  facet: Facet;
  values: FilterValue[];
  canExclude: boolean;
  /** Absent: nobody counts. */
  counted?: CountedFacets | undefined;
  onChange: (values: FilterValue[]) => void;
}

const worthSearching = 9;
const nothingFound: FacetOption[] = [];

/** What a facet may be, to tick or to keep out, with how many rows have it. */
export function FacetValues({ facet, values: chosen, canExclude, counted, onChange }: FacetValuesProps) {
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const found = useLatest(facet.find, text, nothingFound);
  const counts = counted?.facets[facet.key];
  const values = chosen.map(({ value, excluded }) => ({ value: optionOf(facet, value, counted?.facets)?.value ?? value, excluded }));
  const offered = optionsOf(facet, values, counted, found.value);
  const known = offered.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(text.toLowerCase()));
  const canSearch = facet.find !== undefined || facet.isFree === true || offered.length >= worthSearching;
  const isNew = facet.isFree === true && text !== '' && !offered.some(({ value }) => value === text);
  const matching = isNew ? [...known, { value: text, label: text }] : known;
  const row = (label: string, value: string, asExcluded?: boolean) => {
    const isIn = values.some((each) => each.value === value && !each.excluded);
    const isOut = values.some((each) => each.value === value && each.excluded);
    const hasOwnNot = canExclude && asExcluded === undefined;
    return (
      <FacetRow
        key={`${value}${String(asExcluded)}`}
        label={label}
        isIncluded={asExcluded === true ? isOut : isIn}
        isExcluded={hasOwnNot && isOut}
        count={asExcluded === true || counts === undefined ? undefined : (counts.find((each) => each.value === value)?.count ?? (facet.isFree ? undefined : 0))}
        hasCount={counts !== undefined || counted?.isCounting === true}
        isStale={counted?.isCounting === true}
        onInclude={() => onChange(toggled(values, value, asExcluded === true))}
        onExclude={hasOwnNot ? () => onChange(toggled(values, value, true)) : undefined}
      />
    );
  };
  return (
    <>
      {canSearch && (
        <input
          type="text"
          aria-label={`Find in ${facet.label}`}
          placeholder={facet.isFree === true ? 'Find or type' : 'Find'}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          className="mb-1 h-8 w-full rounded border border-control bg-canvas px-2 -outline-offset-2"
        />
      )}
      {facet.empty && text === '' && (
        <ul aria-label={`${facet.label}: empty or not`} className="mb-1 border-b border-line pb-1">
          {row(`Is empty (${facet.empty.is})`, facet.empty.value, false)}
          {canExclude && row(`Is not empty (${facet.empty.isNot})`, facet.empty.value, true)}
        </ul>
      )}
      <ul aria-label={facet.label}>
        {matching.map(({ label, value }) => row(label, value))}
      </ul>
      {matching.length === 0 && (
        <p className="px-2 py-1.5 text-muted">
          {found.isLoading || (counts === undefined && counted?.isCounting === true) ? 'Looking…' : text === '' ? 'Nothing to choose from' : 'Nothing matches'}
        </p>
      )}
      {facet.isDate === true && <DateRangeFields label={facet.label} values={values} onChange={onChange} />}
      {counted?.failed === true && <p className="px-2 py-1.5 text-xs text-muted">Counts unavailable</p>}
    </>
  );
}

/** Everything to choose from, once each: what was counted, what is known anyhow, what was found, and what is chosen. */
function optionsOf(facet: Facet, values: FilterValue[], counted: CountedFacets | undefined, found: FacetOption[]): FacetOption[] {
  const counts = facet.isOpen === true ? (counted?.facets[facet.key] ?? []) : [];
  const chosen = values.map(({ value }) => ({ value, label: labelOf(facet, value, counted?.facets) }));
  // A range has fields of its own.
  const unlisted = facet.isDate === true ? chosen.filter(({ value }) => readRange(value) === undefined) : chosen;
  const once = new Map<string, FacetOption>();
  for (const option of [...counts, ...facet.options, ...found, ...unlisted]) {
    if (option.value !== facet.empty?.value && !once.has(option.value)) once.set(option.value, option);
  }
  return [...once.values()];
}
