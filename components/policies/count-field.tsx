'use client';

import { useState } from 'react';
import { TextField } from '../form/text-field';

export interface CountFieldProps {
  name: string;
  label: string;
  value: number | null;
  /** Null: the field is empty. */
  onChange: (value: number | null) => void;
  required?: boolean | undefined;
  hint?: string | undefined;
  min?: number | undefined;
  max: number;
}

/** A whole number that somebody types: while it is empty, it is empty. */
export function CountField({ name, label, value, onChange, required, hint, min = 0, max }: CountFieldProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const change = (next: string) => {
    setText(next);
    const number = Number.parseInt(next, 10);
    if (next.trim() === '') onChange(null);
    else if (!Number.isNaN(number)) onChange(Math.min(Math.max(number, min), max));
  };
  return <TextField name={name} label={label} required={required} hint={hint} type="number" min={min} max={max} step={1} value={text} onChange={({ target }) => change(target.value)} />;
}
