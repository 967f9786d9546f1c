'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { placeBeside } from './place-beside';

export interface TooltipProps {
  /** Give the trigger the same value as `aria-describedby`. */
  id?: string | undefined;
  content: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/**
 * A short explanation beside its trigger, on hover and on focus. Escape hides it, and the pointer
 * may move onto it. It lives in the browser's top layer, so no scroll region cuts it off.
 */
export function Tooltip({ id, content, children, className }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = () => {
    if (!bubble.current || !anchor.current || bubble.current.matches(':popover-open')) return;
    bubble.current.showPopover();
    placeBeside(bubble.current, anchor.current, 'above');
    document.addEventListener('keydown', hideOnEscape);
  };
  const hide = () => {
    clearTimeout(timer.current);
    document.removeEventListener('keydown', hideOnEscape);
    if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover();
  };
  const hideOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };
  const later = (act: () => void, ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(act, ms);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <span
      ref={anchor}
      className={className ?? 'inline-flex max-w-full'}
      onPointerEnter={() => later(show, 300)}
      onPointerLeave={() => later(hide, 120)}
      onFocus={(event) => event.target.matches(':focus-visible') && show()}
      onBlur={hide}
    >
      {children}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed max-w-72 rounded-md bg-fg px-2 py-1 text-left text-xs font-normal whitespace-normal text-canvas"
      >
        {content}
      </span>
    </span>
  );
}
