'use client';

import type { RefObject } from 'react';
import { useShortcut } from '../ui/use-shortcut';

const linkOf = '[data-row-link]';

/** j and k move the focus from one row's link to the next, where Enter opens it; x ticks the row. */
export function useRowKeys(body: RefObject<HTMLElement | null>): void {
  const step = (by: 1 | -1) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>(linkOf) ?? [])];
    const row = document.activeElement?.closest('tr');
    const at = links.findIndex((link) => row?.contains(link));
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(at + by, links.length - 1));
    links[next]?.focus();
    links[next]?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  useShortcut('x', () => {
    const row = document.activeElement?.closest('tr');
    if (row && body.current?.contains(row)) row.querySelector<HTMLElement>('[data-row-tick]')?.click();
  });
}
