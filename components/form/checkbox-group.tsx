import { Checkbox } from './checkbox';
import { FieldNotes, fieldId, noteIds, type FieldProps } from './field-frame';
import type { Option } from './option';

export interface CheckboxGroupProps extends Omit<FieldProps, 'required'> {
  options: Option[];
  defaultValue?: string[] | undefined;
  value?: string[] | undefined;
  onChange?: ((value: string[]) => void) | undefined;
}

/** Any number of a few. Submits one value of `name` for each that is ticked. */
export function CheckboxGroup({ name, label, id = fieldId(name), hint, error, labelHidden, options, defaultValue, value, onChange }: CheckboxGroupProps) {
  const describedBy = noteIds(id, { hint, error }) || undefined;
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={describedBy} className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-1 font-medium'}>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          name={name}
          value={option.value}
          label={option.label}
          hint={option.description}
          {...(value
            ? {
                checked: value.includes(option.value),
                onChange: ({ target }) =>
                  onChange?.(target.checked ? [...value, option.value] : value.filter((each) => each !== option.value)),
              }
            : { defaultChecked: defaultValue?.includes(option.value) ?? false })}
        />
      ))}
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
