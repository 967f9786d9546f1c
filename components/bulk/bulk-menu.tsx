'use client';

import { ChevronUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useChosenSites } from '../sites/sites-list-selection';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';
import { placeBeside } from '../ui/place-beside';
import type { BulkFieldSources } from './bulk-fields';
import { changeGroups, changeLabels, isDangerous, type ChangeKind } from './bulk-kinds';

const BulkDialog = dynamic(() => import('./bulk-dialog').then((file) => file.BulkDialog), { ssr: false });
const fetchAhead = () => void import('./bulk-dialog');

export interface BulkMenuProps {
  sources: BulkFieldSources;
  /** Kinds that are refused on every Site, and why. */
  refusals: Partial<Record<ChangeKind, string>>;
}

/** What can be done with the chosen Sites, one press away; the rest of it comes when something is asked for. */
export function BulkMenu({ sources, refusals }: BulkMenuProps) {
  const chosen = useChosenSites();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [kind, setKind] = useState<ChangeKind | null>(null);

  useEffect(() => {
    if (chosen.asked > 0 && box.current?.matches(':popover-open') === false) box.current.showPopover();
  }, [chosen.asked]);

  const choose = (next: ChangeKind) => {
    // First, so that the dialog gives the focus back to where it was before the menu.
    box.current?.hidePopover();
    setKind(next);
  };
  const close = (isOver: boolean) => {
    if (!isOver) return setKind(null);
    // The dialog gives the focus back to the row that e was pressed on; the button that may have had it goes with the choice.
    flushSync(() => {
      setKind(null);
      chosen.clear();
    });
    requestAnimationFrame(() => document.activeElement === document.body && document.getElementById('sites-list')?.parentElement?.focus());
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-keyshortcuts="e"
        title="Act on the chosen Sites (e)"
        onPointerEnter={fetchAhead}
        className={buttonClass({ variant: 'primary', size: 'sm' })}
      >
        Actions
        <ChevronUp aria-hidden="true" size={14} />
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="menu"
        aria-label="Act on the chosen Sites"
        onToggle={({ newState, currentTarget }) => {
          if (newState !== 'open' || button.current === null) return;
          fetchAhead();
          placeBeside(currentTarget, button.current, 'above');
          itemsOf(currentTarget)[0]?.focus();
        }}
        onKeyDown={onMenuKey}
        className="fixed max-h-[calc(100dvh-1rem)] w-60 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {changeGroups.map((group, at) => (
          <div key={group.join()} role="group" className={cx(at > 0 && 'mt-1 border-t border-line pt-1')}>
            {group.map((each) => {
              const refusal = refusals[each];
              return (
                <button
                  key={each}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  aria-disabled={refusal !== undefined || undefined}
                  onClick={() => refusal === undefined && choose(each)}
                  className={cx(
                    'block min-h-8 w-full rounded px-2 py-1 text-left -outline-offset-2 not-aria-disabled:hover:bg-hover focus:bg-hover aria-disabled:cursor-not-allowed aria-disabled:text-faint',
                    refusal === undefined && isDangerous(each) && 'text-danger',
                  )}
                >
                  {changeLabels[each]}…
                  {refusal !== undefined && <span className="block text-xs">{refusal}</span>}
                </button>
              );
            })}
          </div>
        ))}
      </div>
      {kind !== null && <BulkDialog kind={kind} chosen={chosen} sources={sources} onClose={close} />}
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

/** Arrows go round, a letter goes to the next entry that begins with it; Escape is the browser's. */
function onMenuKey(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const starts = (item: HTMLElement) => event.key.length === 1 && item.textContent.toLowerCase().startsWith(event.key.toLowerCase());
  const next =
    event.key === 'ArrowDown' ? items[(at + 1) % items.length]
    : event.key === 'ArrowUp' ? items.at(at <= 0 ? -1 : at - 1)
    : event.key === 'Home' ? items[0]
    : event.key === 'End' ? items.at(-1)
    : event.ctrlKey || event.metaKey ? undefined
    : [...items.slice(at + 1), ...items.slice(0, at + 1)].find(starts);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
