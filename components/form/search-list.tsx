'use client';

import { Check, ChevronDown } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { placeBeside } from '../ui/place-beside';
import { useLatest } from '../ui/use-latest';
import { controlClass } from './field-frame';
import type { Option } from './option';
import { optionClass } from './option-class';

export interface SearchListProps {
  id: string;
  label: string;
  placeholder?: string | undefined;
  describedBy: string;
  isInvalid: boolean;
  isRequired: boolean;
  load: (query: string) => Promise<Option[]>;
  /** What the field holds; always `null` where choices are collected elsewhere. */
  chosen: Option | null;
  /** Values that aren't offered any more. */
  taken?: string[] | undefined;
  onChoose: (option: Option | null) => void;
}

const none: Option[] = [];

/**
 * The field and the list that both combo boxes share: a text field that keeps the focus while the
 * arrow keys move through the answers. Unlike a library's it leaves the rest of the page as it is.
 */
export function SearchList({
  id, label, placeholder = 'Type to search', describedBy, isInvalid, isRequired, load, chosen, taken = [], onChoose,
}: SearchListProps) {
  // What was typed; null while the field just shows what is chosen.
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const question = (typed ?? '').trim();
  const { value: found, isLoading, failed } = useLatest(load, question, none, isOpen);
  const options = failed ? none : found.filter(({ value }) => !taken.includes(value));
  const note = failed ? 'The search did not answer. Type again.' : isLoading ? 'Searching…' : 'Nothing found';
  const activeOption = isOpen && !isLoading ? options[active] : undefined;

  useEffect(() => {
    const box = list.current;
    const field = input.current;
    if (!isOpen || !box || !field) return;
    const place = () => {
      box.style.width = `${field.offsetWidth}px`;
      placeBeside(box, field, 'below');
    };
    if (!box.matches(':popover-open')) box.showPopover();
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
      box.hidePopover();
    };
  }, [isOpen, options.length, isLoading]);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const open = () => {
    setOpen(true);
    setActive(-1);
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const choose = (option: Option) => {
    onChoose(option);
    close();
  };
  const leave = () => {
    if (chosen && typed?.trim() === '') onChoose(null);
    close();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const count = options.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open();
      else if (count > 0) setActive((event.key === 'ArrowDown' ? active + 1 : active <= 0 ? count - 1 : active - 1) % count);
    } else if (event.key === 'Enter' && isOpen) {
      // Nor does it send the form while the answers that it would choose from are on their way.
      event.preventDefault();
      if (activeOption) choose(activeOption);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };

  return (
    <div className="relative">
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={activeOption ? `${listId}-${active}` : undefined}
        aria-describedby={describedBy || undefined}
        aria-invalid={isInvalid || undefined}
        required={isRequired}
        placeholder={placeholder}
        value={typed ?? chosen?.label ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
          setActive(event.target.value.trim() ? 0 : -1);
        }}
        onClick={(event) => {
          if (isOpen) return;
          open();
          event.currentTarget.select();
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
        className={`${controlClass} h-8 pr-8`}
      />
      <ChevronDown aria-hidden="true" size={14} className="pointer-events-none absolute top-2.25 right-2 text-muted" />
      <div
        ref={list}
        popover="manual"
        // Keeps the focus in the field, so that a press is not first a blur.
        onPointerDown={(event) => event.preventDefault()}
        className="fixed max-h-72 overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        <ul id={listId} role="listbox" aria-label={label}>
          {options.map((option, at) => (
            <li
              key={option.value}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={option.value === chosen?.value}
              data-active={at === active || undefined}
              onClick={() => choose(option)}
              className={`${optionClass} data-active:bg-hover`}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{option.label}</span>
                {option.description && <span className="block truncate text-xs text-muted">{option.description}</span>}
              </span>
              {option.value === chosen?.value && <Check aria-hidden="true" size={14} className="shrink-0" />}
            </li>
          ))}
        </ul>
        {options.length === 0 && <p className="px-2 py-3 text-center text-muted">{note}</p>}
      </div>
      <span role="status" className="sr-only">
        {isOpen && (options.length > 0 ? `${options.length} found` : note)}
      </span>
    </div>
  );
}
