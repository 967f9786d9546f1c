'use client';

import { useRef } from 'react';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';
import { controlClass, fieldAria, FieldFrame, type FieldProps } from './field-frame';

export interface DatePreset {
  /** Such as "+90 d". */
  label: string;
  /** The day it stands for, `YYYY-MM-DD`. */
  value: string;
}

export interface DateFieldProps extends FieldProps {
  defaultValue?: string | undefined;
  value?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  min?: string | undefined;
  max?: string | undefined;
  presets?: DatePreset[] | undefined;
}

/** A day, by the browser's own picker, by typing, or by a preset. */
export function DateField({ name, label, id, hint, error, required, labelHidden, onChange, presets = [], ...rest }: DateFieldProps) {
  const field = { name, label, id, hint, error, required, labelHidden };
  const input = useRef<HTMLInputElement>(null);
  // Past React's own setter, so that controlled and uncontrolled fields both hear of it.
  const choose = (day: string) => {
    if (!input.current) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input.current, day);
    input.current.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <FieldFrame field={field}>
      <div className="flex flex-wrap gap-1.5">
        <input
          ref={input}
          type="date"
          min={rest.min}
          max={rest.max}
          {...(rest.value !== undefined ? { value: rest.value } : { defaultValue: rest.defaultValue })}
          onChange={(event) => onChange?.(event.target.value)}
          {...fieldAria(field)}
          className={cx(controlClass, 'h-8 max-w-44')}
        />
        {presets.map((preset) => (
          <button
            key={preset.label}
            type="button"
            title={preset.value}
            onClick={() => choose(preset.value)}
            className={buttonClass({ variant: 'secondary' })}
          >
            {preset.label}
          </button>
        ))}
      </div>
    </FieldFrame>
  );
}
