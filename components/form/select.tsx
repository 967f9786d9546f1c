'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { controlClass, FieldNotes, fieldId, noteIds, type FieldProps } from './field-frame';
import type { Option } from './option';
import { optionClass } from './option-class';

export interface SelectProps extends FieldProps {
  options: Option[];
  placeholder?: string | undefined;
  defaultValue?: string | undefined;
  value?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  disabled?: boolean | undefined;
}

/** One of several, behind a button. Submits its value under `name`. */
export function Select({
  name, label, id = fieldId(name), hint, error, required = false, labelHidden, options, placeholder = 'Choose one', defaultValue, value, onChange, disabled = false,
}: SelectProps) {
  const describedBy = noteIds(id, { hint, error });
  return (
    <AriaSelect
      name={name}
      placeholder={placeholder}
      isRequired={required}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      {...(value !== undefined ? { value } : { defaultValue: defaultValue ?? null })}
      {...(onChange && { onChange: (key) => key !== null && onChange(String(key)) })}
      {...(describedBy && { 'aria-describedby': describedBy })}
      className="min-w-0"
    >
      <Label className={labelHidden ? 'sr-only' : 'mb-1 block font-medium'}>
        {label}
        {!required && !labelHidden && <span className="font-normal text-faint"> (optional)</span>}
      </Label>
      <Button id={id} className={`${controlClass} flex h-8 items-center gap-2 text-left invalid:border-danger`}>
        <SelectValue className="min-w-0 flex-1 truncate placeholder-shown:text-faint">
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown aria-hidden="true" size={14} className="shrink-0 text-muted" />
      </Button>
      <FieldNotes id={id} hint={hint} error={error} />
      <Popover className="min-w-(--trigger-width) overflow-auto rounded-md bg-raised p-1 shadow-overlay">
        <ListBox items={options} className="max-h-72 outline-none">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={optionClass}>
              <span className="min-w-0 flex-1">
                <span className="block">
                  {option.label}
                </span>
                {option.description && (
                  <span className="block text-xs text-muted">
                    {option.description}
                  </span>
                )}
              </span>
              <Check aria-hidden="true" size={14} className="invisible shrink-0 group-selected/option:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
