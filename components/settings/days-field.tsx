import { TextField } from '../form/text-field';

export interface DaysFieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value: number;
  readOnly: boolean;
  error: string | undefined;
}

/** A span of whole days. */
export function DaysField({ name, label, hint, value, readOnly, error }: DaysFieldProps) {
  return (
    <TextField
      name={name}
      label={`${label}, days`}
      required
      hint={hint}
      error={error}
      type="number"
      inputMode="numeric"
      min={1}
      max={3650}
      step={1}
      defaultValue={value}
      readOnly={readOnly}
    />
  );
}
