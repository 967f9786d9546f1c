'use client';

import { ChevronDown } from 'lucide-react';
import { useId, useOptimistic, useRef, useState, useTransition } from 'react';
import { buttonClass } from '../ui/button-class';
import { FormattedNumber } from '../ui/number';
import { placeBeside } from '../ui/place-beside';
import type { Facet } from './facet';

export interface FacetPopoverProps {
  facet: Facet;
  values: string[];
  onChange: (values: string[]) => void;
}

const worthSearching = 9;

/** One filter: a button, and behind it each option as a tick box. The browser opens and closes it. */
export function FacetPopover({ facet, values, onChange }: FacetPopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [find, setFind] = useState('');
  // The box shows the tick at once; the URL follows with the answer.
  const [shown, setShown] = useOptimistic(values);
  const [, startTransition] = useTransition();
  const toggle = (value: string, isChosen: boolean) => {
    const next = isChosen ? [...shown, value] : shown.filter((each) => each !== value);
    startTransition(() => {
      setShown(next);
      onChange(next);
    });
  };
  // Hidden rather than removed: without JavaScript they are the form's own fields.
  const isHidden = (label: string) => !label.toLowerCase().includes(find.trim().toLowerCase());
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} className={buttonClass()}>
        {facet.label}
        {shown.length > 0 && (
          <span className="rounded bg-accent-subtle px-1 text-xs text-accent-text">
            {shown.length}
            <span className="sr-only"> chosen</span>
          </span>
        )}
        <ChevronDown aria-hidden="true" size={14} className="text-muted" />
      </button>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={facet.label}
        onToggle={(event) => {
          if (event.newState === 'open' && button.current) placeBeside(event.currentTarget, button.current, 'below');
        }}
        className="fixed max-h-96 max-w-80 min-w-52 overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {facet.options.length >= worthSearching && (
          <input
            type="text"
            aria-label={`Find in ${facet.label}`}
            placeholder="Find"
            value={find}
            onChange={(event) => setFind(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            className="mb-1 h-8 w-full rounded border border-control bg-canvas px-2 -outline-offset-2"
          />
        )}
        {facet.options.map(({ value, label, count }) => (
          <label key={value} hidden={isHidden(label)} className="flex min-h-8 items-center gap-2 rounded px-2 hover:bg-hover [&[hidden]]:hidden">
            <input
              type="checkbox"
              name={facet.key}
              value={value}
              checked={shown.includes(value)}
              onChange={(event) => toggle(value, event.target.checked)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1 truncate">{label}</span>
            {count !== undefined && (
              <span className="text-xs text-muted">
                <FormattedNumber value={count} />
              </span>
            )}
          </label>
        ))}
        {facet.options.length === 0 && <p className="px-2 py-1.5 text-muted">Nothing to choose from</p>}
        {facet.options.length > 0 && facet.options.every(({ label }) => isHidden(label)) && (
          <p className="px-2 py-1.5 text-muted">Nothing matches</p>
        )}
      </div>
    </>
  );
}
