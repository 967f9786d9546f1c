import { TextField } from '../form/text-field';

export interface DaysFieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  /** Null: the field is empty, which means without end. */
  value: number | null;
  /** 1 unless told otherwise. */
  min?: number | undefined;
  max?: number | undefined;
  /** Whether it may be left empty. */
  isOptional?: boolean | undefined;
  /** What is counted, when it isn't days. */
  unit?: string | undefined;
  readOnly: boolean;
  error: string | undefined;
}

/** A whole number, mostly a span of days. */
export function DaysField({ name, label, hint, value, min = 1, max = 3650, isOptional = false, unit = 'days', readOnly, error }: DaysFieldProps) {
  return (
    <TextField
      name={name}
      label={`${label}, ${unit}`}
      required={!isOptional}
      hint={hint}
      error={error}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      defaultValue={value ?? ''}
      readOnly={readOnly}
    />
  );
}
