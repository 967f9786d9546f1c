'use client';

import { useEffect, useRef } from 'react';
import { FieldNotes, fieldId, noteIds, type FieldProps } from './field-frame';
import type { Option } from './option';

export interface RadioOption extends Option {
  /** Why it can't be chosen; shown under it. */
  disabledReason?: string | undefined;
}

export interface RadioGroupProps extends FieldProps {
  options: RadioOption[];
  defaultValue?: string | undefined;
  value?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
}

/** One of a few, all in sight. */
export function RadioGroup({ name, label, id = fieldId(name), hint, error, required, labelHidden, options, defaultValue, value, onChange }: RadioGroupProps) {
  const describedBy = noteIds(id, { hint, error }) || undefined;
  const group = useRef<HTMLFieldSetElement>(null);
  const atStart = useRef({ value, onChange });
  useEffect(() => {
    // What was chosen on a slow connection before React took over is shown as chosen, and nobody was told.
    const chosen = group.current?.querySelector<HTMLInputElement>('input:checked')?.value;
    const { value: given, onChange: tell } = atStart.current;
    if (chosen !== undefined && given !== undefined && chosen !== given) tell?.(chosen);
  }, []);
  return (
    <fieldset ref={group} id={id} tabIndex={-1} aria-describedby={describedBy} className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-1 font-medium'}>{label}</legend>
      {options.map((option) => {
        const note = option.disabledReason ?? option.description;
        return (
          <label key={option.value} className="flex min-h-6 items-start gap-2 py-0.5 has-disabled:text-faint">
            <input
              type="radio"
              name={name}
              value={option.value}
              required={required}
              disabled={Boolean(option.disabledReason)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              {...(value !== undefined
                ? { checked: value === option.value, onChange: () => onChange?.(option.value) }
                : { defaultChecked: defaultValue === option.value, ...(onChange && { onChange: () => onChange(option.value) }) })}
            />
            <span>
              {option.label}
              {note && <span className="block text-xs text-muted">{note}</span>}
            </span>
          </label>
        );
      })}
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
