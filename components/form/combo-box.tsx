'use client';

import { useState } from 'react';
import { FieldFrame, fieldId, noteIds, type FieldProps } from './field-frame';
import type { Option } from './option';
import { SearchList } from './search-list';

export interface ComboBoxProps extends FieldProps {
  /** Finds options for what was typed; called with '' when the list is opened without a question. */
  load: (query: string) => Promise<Option[]>;
  placeholder?: string | undefined;
  /** What is chosen at the start, with its label, so that nothing has to be fetched to show it. */
  defaultOption?: Option | undefined;
  /** Controlled: what is chosen now. */
  option?: Option | null | undefined;
  onChange?: ((option: Option | null) => void) | undefined;
}

/** One of many, found by typing. Submits the option's value under `name`. */
export function ComboBox({ load, placeholder, defaultOption, option, onChange, ...field }: ComboBoxProps) {
  const [own, setOwn] = useState<Option | null>(defaultOption ?? null);
  const chosen = option === undefined ? own : option;
  const id = field.id ?? fieldId(field.name);
  return (
    <FieldFrame field={field}>
      <SearchList
        id={id}
        label={field.label}
        isRequired={field.required ?? false}
        isInvalid={Boolean(field.error)}
        placeholder={placeholder}
        describedBy={noteIds(id, field)}
        load={load}
        chosen={chosen}
        onChoose={(next) => {
          setOwn(next);
          onChange?.(next);
        }}
      />
      <input type="hidden" name={field.name} value={chosen?.value ?? ''} />
    </FieldFrame>
  );
}
