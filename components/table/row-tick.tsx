'use client';

import { useEffect, useRef } from 'react';

export interface RowTickProps {
  label: string;
  isChecked: boolean;
  isMixed?: boolean;
  onChange: (isChecked: boolean) => void;
}

/** A tick box with a hit area as tall as its row. */
export function RowTick({ label, isChecked, isMixed = false, onChange }: RowTickProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isMixed && !isChecked;
  }, [isMixed, isChecked]);
  return (
    <label className="grid size-7 place-items-center">
      <input
        ref={input}
        type="checkbox"
        data-row-tick
        aria-label={label}
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
    </label>
  );
}
