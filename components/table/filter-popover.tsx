'use client';

import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { cx } from '../ui/cx';
import { placeBeside } from '../ui/place-beside';

export interface FilterPopoverProps {
  label: string;
  /** How many values are chosen behind the button. */
  chosen: number;
  onOpenChange: (isOpen: boolean) => void;
  /** Made when somebody looks: most pages are left without any filter having been opened. */
  children: () => ReactNode;
}

/** A quiet button, and behind it a part of the filter. The browser opens and closes it. */
export function FilterPopover({ label, chosen, onOpenChange, children }: FilterPopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Opened before React had arrived: nobody has told us.
  useEffect(() => {
    if (box.current?.matches(':popover-open') === true) setOpen(true);
  }, []);
  useLayoutEffect(() => {
    if (isOpen && box.current && button.current) placeBeside(box.current, button.current, 'below');
  }, [isOpen]);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        className={cx(
          'inline-flex h-8 shrink-0 items-center rounded-md px-2 text-xs font-medium whitespace-nowrap select-none hover:bg-hover',
          chosen > 0 && 'bg-accent-subtle text-accent-text',
        )}
      >
        {label}
        {chosen > 0 && <span className="sr-only">, {chosen} chosen</span>}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="group"
        aria-label={label}
        onToggle={(event) => {
          // The parts inside open and close too.
          if (event.target !== event.currentTarget) return;
          const isNowOpen = event.newState === 'open';
          setOpen(isNowOpen);
          onOpenChange(isNowOpen);
        }}
        className="fixed max-h-[min(28rem,60dvh)] w-72 overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {isOpen && children()}
      </div>
    </>
  );
}
