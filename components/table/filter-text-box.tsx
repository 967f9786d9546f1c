'use client';

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';

/** A part of the text that can't be understood. */
export interface TextProblem {
  at: number;
  length: number;
  message: string;
}

export interface TextSuggestion {
  /** What takes the place of the text between `from` and the caret. */
  insert: string;
  label: string;
}

export interface FilterTextBoxProps {
  label: string;
  placeholder: string;
  /** The filter as it stands. */
  text: string;
  /** Applies the text, or answers why it can't. */
  onApply: (text: string) => TextProblem[];
  suggest: (beforeCaret: string) => { from: number; options: TextSuggestion[] };
  onClose: () => void;
}

/** A filter to write: Enter applies it, arrow keys and Tab take a suggestion, Escape leaves. What is wrong is underlined and named. */
export function FilterTextBox({ label, placeholder, text, onApply, suggest, onClose }: FilterTextBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const underline = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState(text);
  const [shown, setShown] = useState(text);
  const [problems, setProblems] = useState<TextProblem[]>([]);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  // The filter changed (a chip went, Back): the text is that of the new one.
  if (shown !== text) {
    setShown(text);
    setDraft(text);
    setProblems([]);
  }
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(-1, -1);
  }, []);

  const { from, options } = caret === null ? { from: 0, options: [] } : suggest(draft.slice(0, caret));
  const apply = () => {
    setProblems(onApply(draft));
    setCaret(null);
    setActive(-1);
  };
  const take = (insert: string) => {
    const end = from + insert.length;
    const next = draft.slice(0, from) + insert + draft.slice(caret ?? undefined);
    // At once: the next key may be on its way.
    flushSync(() => {
      setDraft(next);
      setProblems([]);
      setActive(-1);
      setCaret(end);
    });
    input.current?.setSelectionRange(end, end);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const taken = options[active] ?? (event.key === 'Tab' && !event.shiftKey ? options[0] : undefined);
    if (event.key === 'Enter' || (event.key === 'Tab' && taken)) {
      event.preventDefault();
      if (taken) take(taken.insert);
      else apply();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (options.length > 0) setCaret(null);
      else onClose();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const { length } = options;
      if (caret === null) setCaret(event.currentTarget.selectionStart);
      else if (length > 0) setActive(event.key === 'ArrowDown' ? (active + 1) % length : (Math.max(active, 0) + length - 1) % length);
    }
  };

  return (
    <div className="relative min-w-0 grow" onBlur={() => setCaret(null)}>
      <div className="flex gap-1.5">
        <div className="relative min-w-0 grow">
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label={label}
            aria-expanded={options.length > 0}
            aria-controls={`${id}list`}
            aria-autocomplete="list"
            aria-activedescendant={active < 0 ? undefined : `${id}${active}`}
            aria-invalid={problems.length > 0}
            aria-describedby={`${id}problems`}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={draft}
            onChange={(event) => {
              setDraft(event.target.value);
              setProblems([]);
              setActive(-1);
              setCaret(event.target.selectionStart);
            }}
            onKeyDown={onKeyDown}
            onScroll={(event) => underline.current?.scrollTo({ left: event.currentTarget.scrollLeft })}
            className="h-8 w-full rounded-md border border-control bg-canvas px-2 font-mono text-xs outline-offset-0"
          />
          {problems.length > 0 && (
            <div ref={underline} aria-hidden="true" className="pointer-events-none absolute inset-x-2.25 top-2 overflow-hidden pb-1 font-mono text-xs whitespace-pre text-transparent select-none">
              {underlined(draft, problems)}
            </div>
          )}
        </div>
        <button type="button" onClick={apply} className={buttonClass()}>
          Apply
        </button>
      </div>
      <ul
        id={`${id}list`}
        role="listbox"
        aria-label="Suggestions"
        hidden={options.length === 0}
        className="absolute top-9 left-0 z-20 max-h-72 min-w-56 overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {options.map((option, index) => (
          <li
            key={option.insert}
            id={`${id}${index}`}
            role="option"
            aria-selected={index === active}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option.insert)}
            className={cx('flex min-h-7 items-center justify-between gap-4 rounded px-2 text-xs', index === active ? 'bg-accent-subtle' : 'hover:bg-hover')}
          >
            <span className="font-mono">{option.insert.trim()}</span>
            <span className="text-muted">{option.label}</span>
          </li>
        ))}
      </ul>
      <div id={`${id}problems`} role="alert">
        {problems.length > 0 && (
          <ul className="mt-1 text-xs text-danger">
            {problems.map(({ at, message }) => <li key={`${at}${message}`}>{message}</li>)}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The text once more, only to carry the lines under its problems. */
function underlined(text: string, problems: TextProblem[]) {
  let end = 0;
  return problems.map(({ at, length }) => {
    const before = text.slice(end, at);
    // One problem may lie within another.
    const start = Math.max(end, at);
    end = Math.max(end, at + length);
    return (
      <span key={at}>
        {before}
        <span className="underline decoration-danger decoration-wavy">{text.slice(start, end)}</span>
      </span>
    );
  });
}
