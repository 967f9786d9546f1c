'use client';

import { ArrowLeft, ArrowRight, Columns3, Pin, Rows2, Rows3 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { formatLayout, moveColumn, parseLayout, pinColumn, toggleColumn, type ColumnPlace } from '../table/column-layout';
import { buttonClass } from '../ui/button-class';
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
        className={buttonClass({ iconOnly: true })}
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
        {isOpen && <ColumnLists places={places} setPlaces={setPlaces} />}
      </div>
    </>
  );
}

function ColumnLists({ places, setPlaces }: { places: readonly ColumnPlace[]; setPlaces: (places: readonly ColumnPlace[]) => void }) {
  const shown = places.slice(1);
  const hidden = siteColumnSet.others.filter((key) => !shown.some((place) => place.key === key));
  const isUsual = formatLayout(places) === siteColumnSet.usual;
  const reset = () => {
    const usual = parseLayout(siteColumnSet.usual, siteColumnSet);
    if (usual.problem === undefined) setPlaces(usual.places);
  };
  return (
    <>
      <p className="px-2 py-1.5 text-xs text-muted">Drag the heads to order and resize columns, or use the arrows here. The Site always stands first.</p>
      <ul aria-label="Shown, from left to right">
        {shown.map((place, at) => (
          <ShownColumn key={place.key} place={place} at={at + 1} last={shown.length} onChange={(change) => setPlaces(change(places))} />
        ))}
      </ul>
      {hidden.length > 0 && (
        <>
          <p className="mt-1 border-t border-line px-2 pt-2 pb-1 text-xs text-muted">Not shown</p>
          <ul aria-label="Not shown">
            {hidden.map((key) => (
              <li key={key}>
                <ColumnTick name={key} isShown={false} onChange={() => setPlaces(toggleColumn(places, key))} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="sticky -bottom-1 border-t border-line bg-raised p-1">
        <button type="button" aria-disabled={isUsual} onClick={() => !isUsual && reset()} className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          Reset columns
        </button>
      </div>
    </>
  );
}

interface ShownColumnProps {
  place: ColumnPlace;
  /** Its place, where the Site’s is 0. */
  at: number;
  last: number;
  onChange: (change: (places: readonly ColumnPlace[]) => ColumnPlace[]) => void;
}

function ShownColumn({ place: { key, isPinned = false }, at, last, onChange }: ShownColumnProps) {
  const label = siteColumnLabels.get(key) ?? key;
  const icon = buttonClass({ variant: 'ghost', size: 'sm', iconOnly: true });
  const move = (by: 1 | -1, isEnd: boolean) => () => !isEnd && onChange((places) => moveColumn(places, key, at + by));
  return (
    <li className="flex items-center">
      <ColumnTick name={key} isShown onChange={() => onChange((places) => toggleColumn(places, key))} />
      <button type="button" aria-label={`Pin ${label}`} aria-pressed={isPinned} title={isPinned ? 'Unpin' : 'Pin to the left'} onClick={() => onChange((places) => pinColumn(places, key, !isPinned))} className={icon}>
        <Pin aria-hidden="true" size={14} className={isPinned ? 'fill-current text-accent-text' : 'text-muted'} />
      </button>
      <button type="button" aria-label={`Move ${label} left`} aria-disabled={at === 1} onClick={move(-1, at === 1)} className={icon}>
        <ArrowLeft aria-hidden="true" size={14} />
      </button>
      <button type="button" aria-label={`Move ${label} right`} aria-disabled={at === last} onClick={move(1, at === last)} className={icon}>
        <ArrowRight aria-hidden="true" size={14} />
      </button>
    </li>
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
