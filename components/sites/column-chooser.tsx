'use client';

import { ArrowLeft, ArrowRight, Columns3, Pin, Rows2, Rows3 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { formatLayout, moveColumn, parseLayout, pinColumn, toggleColumn, type ColumnPlace } from '../table/column-layout';
import { buttonClass } from '../ui/button-class';
import { cx } from '../ui/cx';
import { placeBeside } from '../ui/place-beside';
import { siteColumnLabels, siteColumnSet } from './site-columns';
import { useListUrl } from './sites-list-url';

/** Which columns the list shows, in which order, pinned or not, and how dense. All of it is part of the URL. */
export function ColumnChooser({ query }: { query: string }) {
  const { state, setPlaces, setDensity } = useListUrl(query);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  // Every column there is, with four controls each: not written before somebody looks.
  const [isOpen, setOpen] = useState(false);
  const { places } = state;
  const isComfortable = state.density === 'comfortable';
  return (
    <>
      <button
        type="button"
        aria-pressed={isComfortable}
        aria-label="Comfortable rows"
        title={isComfortable ? 'Rows are comfortable; make them compact' : 'Rows are compact; make them comfortable'}
        onClick={() => setDensity(isComfortable ? 'compact' : 'comfortable')}
        className={cx(buttonClass({ iconOnly: true }), 'max-sm:hidden')}
      >
        {isComfortable ? <Rows2 aria-hidden="true" size={14} /> : <Rows3 aria-hidden="true" size={14} />}
      </button>
      <button ref={button} type="button" popoverTarget={id} className={buttonClass()}>
        <Columns3 aria-hidden="true" size={14} className="text-muted" />
        Columns
      </button>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label="Columns"
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onToggle={(event) => {
          if (event.newState === 'open' && button.current) placeBeside(event.currentTarget, button.current, 'below');
        }}
        className="fixed max-h-[min(36rem,calc(100dvh-2rem))] w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md bg-raised p-1 text-fg shadow-overlay"
      >
        {isOpen && <ColumnList places={places} setPlaces={setPlaces} />}
      </div>
    </>
  );
}

interface ColumnListProps {
  places: readonly ColumnPlace[];
  setPlaces: (places: readonly ColumnPlace[]) => void;
}

function ColumnList({ places: asked, setPlaces }: ColumnListProps) {
  // The address follows a moment after a tick: what was chosen is shown at once, until it does.
  const [chosen, setChosen] = useState({ over: asked, places: asked });
  const places = chosen.over === asked ? chosen.places : asked;
  const change = (to: readonly ColumnPlace[]) => {
    setChosen({ over: asked, places: to });
    setPlaces(to);
  };
  const shown = places.slice(1);
  const hidden = siteColumnSet.others.filter((key) => !shown.some((place) => place.key === key));
  const isUsual = formatLayout(places) === siteColumnSet.usual;
  const reset = () => {
    const usual = parseLayout(siteColumnSet.usual, siteColumnSet);
    if (usual.problem === undefined) change(usual.places);
  };
  return (
    <>
      <p className="px-2 py-1.5 text-xs text-muted">Drag the heads to order and resize columns, or use the arrows here. The Site always stands first.</p>
      {/* One list for both: what is ticked goes to its place with the keyboard still on it. */}
      <ul aria-label="Shown first, from left to right">
        {[...shown, ...hidden].map((column, at) => {
          const key = typeof column === 'string' ? column : column.key;
          return (
            <li key={key} className={cx('flex items-center', at === shown.length && 'mt-1 border-t border-line pt-1')}>
              <ColumnTick name={key} isShown={typeof column !== 'string'} onChange={() => change(toggleColumn(places, key))} />
              {typeof column !== 'string' && <ColumnMoves place={column} at={at + 1} last={shown.length} onChange={(to) => change(to(places))} />}
            </li>
          );
        })}
      </ul>
      <div className="sticky -bottom-1 border-t border-line bg-raised p-1">
        <button type="button" aria-disabled={isUsual} onClick={() => !isUsual && reset()} className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          Reset columns
        </button>
      </div>
    </>
  );
}

interface ColumnMovesProps {
  place: ColumnPlace;
  /** Its place, where the Site’s is 0. */
  at: number;
  last: number;
  onChange: (change: (places: readonly ColumnPlace[]) => ColumnPlace[]) => void;
}

function ColumnMoves({ place: { key, isPinned = false }, at, last, onChange }: ColumnMovesProps) {
  const label = siteColumnLabels.get(key) ?? key;
  const icon = buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true });
  const move = (by: 1 | -1, isEnd: boolean) => () => !isEnd && onChange((places) => moveColumn(places, key, at + by));
  return (
    <>
      <button type="button" aria-label={`Pin ${label}`} aria-pressed={isPinned} title={isPinned ? 'Unpin' : 'Pin to the left'} onClick={() => onChange((places) => pinColumn(places, key, !isPinned))} className={icon}>
        <Pin aria-hidden="true" size={14} className={isPinned ? 'fill-current text-accent-text' : 'text-muted'} />
      </button>
      <button type="button" aria-label={`Move ${label} left`} aria-disabled={at === 1} onClick={move(-1, at === 1)} className={icon}>
        <ArrowLeft aria-hidden="true" size={14} />
      </button>
      <button type="button" aria-label={`Move ${label} right`} aria-disabled={at === last} onClick={move(1, at === last)} className={icon}>
        <ArrowRight aria-hidden="true" size={14} />
      </button>
    </>
  );
}

function ColumnTick({ name, isShown, onChange }: { name: string; isShown: boolean; onChange: () => void }) {
  return (
    <label className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded px-2 hover:bg-hover">
      <input type="checkbox" checked={isShown} onChange={onChange} className="size-4 shrink-0 accent-accent" />
      <span className="truncate">{siteColumnLabels.get(name) ?? name}</span>
    </label>
  );
}
