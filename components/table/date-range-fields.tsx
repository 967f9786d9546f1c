'use client';

import { useState } from 'react';
import { readRange, rangeValue, type DayRange } from './date-words';
import type { FilterValue } from './facet';

export interface DateRangeFieldsProps {
  label: string;
  values: FilterValue[];
  onChange: (values: FilterValue[]) => void;
}

const open: DayRange = { from: undefined, to: undefined };
/** While a year is typed it is 0002, 0020 and 0202 first. */
const isMeant = (day: string | undefined) => !day || day >= '1900';

/** From one day to another, both of them in, by the browser's own calendar. */
export function DateRangeFields({ label, values, onChange }: DateRangeFieldsProps) {
  const chosen = values.find(({ value, excluded }) => !excluded && readRange(value) !== undefined);
  const [typed, setTyped] = useState<{ of: string | undefined; range: DayRange }>({ of: undefined, range: open });
  // What the filter says counts, unless it says what was typed here.
  if (typed.of !== chosen?.value) setTyped({ of: chosen?.value, range: readRange(chosen?.value ?? '') ?? open });

  const set = (range: DayRange) => {
    const value = rangeValue(isMeant(range.from) && isMeant(range.to) ? range : open);
    const isKept = !isMeant(range.from) || !isMeant(range.to) || value === (chosen?.value ?? '');
    setTyped({ of: isKept ? chosen?.value : value || undefined, range });
    if (isKept) return;
    const rest = values.filter((each) => each !== chosen);
    onChange(value === '' ? rest : [...rest, { value, excluded: false }]);
  };
  const field = (end: 'from' | 'to', words: string) => (
    <label className="flex min-w-0 flex-1 flex-col gap-0.5 text-xs text-muted">
      {words}
      <input
        type="date"
        aria-label={`${label} ${end}`}
        value={typed.range[end] ?? ''}
        onChange={(event) => set({ ...typed.range, [end]: event.target.value })}
        className="h-8 w-full rounded border border-control bg-canvas px-1 text-sm text-fg -outline-offset-2"
      />
    </label>
  );
  return (
    <div className="flex gap-1 px-2 pt-1 pb-2">
      {field('from', 'From')}
      {field('to', 'To')}
    </div>
  );
}
