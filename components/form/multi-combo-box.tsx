'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { FieldFrame, fieldId, noteIds, type FieldProps } from './field-frame';
import type { Option } from './option';
import { SearchList } from './search-list';

export interface MultiComboBoxProps extends FieldProps {
  load: (query: string) => Promise<Option[]>;
  placeholder?: string | undefined;
  defaultOptions?: Option[] | undefined;
  /** Controlled: what is chosen now. */
  options?: Option[] | undefined;
  onChange?: ((options: Option[]) => void) | undefined;
}

/** Any number of many: chosen ones as tags that can be removed. Submits one `name` for each. */
export function MultiComboBox({ load, placeholder, defaultOptions = [], options, onChange, ...field }: MultiComboBoxProps) {
  const [own, setOwn] = useState<Option[]>(defaultOptions);
  const chosen = options ?? own;
  const id = field.id ?? fieldId(field.name);
  const change = (next: Option[]) => {
    setOwn(next);
    onChange?.(next);
  };
  const remove = (value: string) => {
    change(chosen.filter((each) => each.value !== value));
    document.getElementById(id)?.focus();
  };
  return (
    <FieldFrame field={field}>
      <SearchList
        id={id}
        label={field.label}
        isRequired={(field.required ?? false) && chosen.length === 0}
        isInvalid={Boolean(field.error)}
        placeholder={placeholder}
        describedBy={[`${id}-chosen`, noteIds(id, field)].filter(Boolean).join(' ')}
        load={load}
        chosen={null}
        taken={chosen.map(({ value }) => value)}
        onChoose={(option) => option && change([...chosen, option])}
      />
      <span id={`${id}-chosen`} role="status" className="sr-only">
        {chosen.length} chosen
      </span>
      {chosen.length > 0 && (
        <ul aria-label={`${field.label}: chosen`} className="mt-1.5 flex flex-wrap gap-1">
          {chosen.map((option) => (
            <li key={option.value} className="flex max-w-full items-center rounded bg-hover pl-2">
              <span className="truncate">{option.label}</span>
              <button
                type="button"
                aria-label={`Remove ${option.label}`}
                onClick={() => remove(option.value)}
                className="grid size-6 shrink-0 place-items-center rounded text-muted hover:text-fg"
              >
                <X aria-hidden="true" size={12} />
              </button>
              <input type="hidden" name={field.name} value={option.value} />
            </li>
          ))}
        </ul>
      )}
    </FieldFrame>
  );
}
