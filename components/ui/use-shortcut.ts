'use client';

import { useEffect, useEffectEvent } from 'react';

const sequenceWindow = 900;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('textarea, select, [role="combobox"], [role="listbox"], [role="menu"]') !== null ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)));

/** True while a modal is open: what lies behind it must not react. */
const isModalOpen = (): boolean => document.querySelector('dialog:modal, [role="dialog"], [role="alertdialog"]') !== null;

/**
 * Runs `act` on keys such as `?`, `j`, `mod+k` (Ctrl or Cmd) or the sequence `g s`. Single keys and
 * sequences keep still while someone types or a dialog is open.
 */
export function useShortcut(keys: string, act: (event: KeyboardEvent) => void, isActive = true): void {
  const run = useEffectEvent(act);
  useEffect(() => {
    if (!isActive) return;
    const wanted = keys.split(' ');
    const needsMod = keys.startsWith('mod+');
    let reached = 0;
    let reachedAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat && wanted.length > 1) return;
      const mod = event.ctrlKey || event.metaKey;
      if (needsMod) {
        if (mod && !event.altKey && event.key.toLowerCase() === keys.slice(4)) {
          event.preventDefault();
          run(event);
        }
        return;
      }
      if (mod || event.altKey || isTyping(event.target) || isModalOpen()) return;
      if (event.timeStamp - reachedAt > sequenceWindow) reached = 0;
      reached = event.key === wanted[reached] ? reached + 1 : event.key === wanted[0] ? 1 : 0;
      reachedAt = event.timeStamp;
      if (reached < wanted.length) return;
      reached = 0;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [keys, isActive]);
}
