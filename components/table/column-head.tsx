'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { cx } from '../ui/cx';
import { narrowestColumn, toWidth, widestColumn } from './column-layout';
import type { PlacedColumn } from './grid-column';
import type { SortKey } from './sort-keys';

export interface ColumnHeadProps<Row> {
  column: PlacedColumn<Row>;
  sort: readonly SortKey[];
  /** Where a click leads, which works without JavaScript too. */
  href: string | undefined;
  /** A width while it is being drawn; then the one to keep, or null for the usual one. */
  onDraw: (width: number) => void;
  onResize: (width: number | null) => void;
  isMovable: boolean;
  /** Whether a script runs by now: without one the edge can't be drawn, and what it is made of is not sent. */
  hasHandle: boolean;
  /** A column that is dragged would land here. */
  isDropTarget: boolean;
}

const ranks = ['1st', '2nd', '3rd'];
const rankOf = (at: number) => ranks[at] ?? `${at + 1}th`;

/** A column's head: its sort, and at its right edge the handle that resizes it. */
export function ColumnHead<Row>({ column: { key, header, width, sortKey, isNullable }, sort, href, onDraw, onResize, isMovable, hasHandle, isDropTarget }: ColumnHeadProps<Row>) {
  const at = sort.findIndex((each) => each.key === sortKey);
  const mine = sort[at];
  const Arrow = mine === undefined ? ChevronsUpDown : mine.isDescending ? ArrowDown : ArrowUp;
  const isFirst = at === 0;
  const hint = [`Sort by ${header.toLowerCase()}; with Shift as a further key.`, isNullable === true && 'Rows without a value stand last either way.'].filter(Boolean).join(' ');
  return (
    <th
      scope="col"
      data-column={key}
      draggable={isMovable}
      data-drop={isDropTarget || undefined}
      aria-label={at > 0 ? `${header}, ${rankOf(at)} sort key, ${mine?.isDescending ? 'descending' : 'ascending'}` : header}
      aria-sort={isFirst ? (mine?.isDescending ? 'descending' : 'ascending') : undefined}
      className={cx(
        'sticky top-0 z-10 h-8 border-line bg-subtle px-3 text-xs font-medium whitespace-nowrap text-muted sm:border-b max-sm:static! max-sm:bg-canvas max-sm:px-2 data-drop:bg-accent-subtle',
        href === undefined && 'max-sm:sr-only',
      )}
    >
      {href === undefined ? (
        <span className="block truncate">{header}</span>
      ) : (
        <a href={href} data-sort={sortKey} title={hint} className={cx('inline-flex min-h-7 max-w-full items-center gap-1 hover:text-fg', mine !== undefined && 'text-fg')}>
          <span className="truncate">{header}</span>
          <Arrow aria-hidden="true" size={12} className={cx('shrink-0', mine === undefined && 'text-faint')} />
          {mine !== undefined && sort.length > 1 && <span aria-hidden="true" className="text-[0.625rem]">{at + 1}</span>}
        </a>
      )}
      {hasHandle && <WidthHandle header={header} width={width} onDraw={onDraw} onResize={onResize} />}
    </th>
  );
}

/** Drawn with the pointer, moved with the arrow keys (with Shift in larger steps); a double click or Enter resets it. */
function WidthHandle({ header, width, onDraw, onResize }: { header: string; width: number } & Pick<ColumnHeadProps<unknown>, 'onDraw' | 'onResize'>) {
  const from = useRef<{ x: number; width: number } | null>(null);
  // The width follows a moment after the key: the next step goes from where the last one led.
  const asked = useRef({ over: width, width });
  const drawn = (event: PointerEvent) => (from.current === null ? width : toWidth(from.current.width + event.clientX - from.current.x));
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0) return;
    // Not a drag of the column, and no text is selected on the way.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    // A column that fills the rest of the table is wider than its own width says.
    from.current = { x: event.clientX, width: event.currentTarget.closest('th')?.offsetWidth ?? width };
  };
  const onPointerUp = (event: PointerEvent) => {
    const moved = from.current !== null && Math.abs(event.clientX - from.current.x) > 1;
    if (moved) onResize(drawn(event));
    from.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = (event.shiftKey ? 50 : 10) * (event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0);
    if (by === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (asked.current.over !== width) asked.current = { over: width, width };
    asked.current.width = toWidth(asked.current.width + by);
    onResize(by === 0 ? null : asked.current.width);
  };
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${header}`}
      aria-valuenow={width}
      aria-valuemin={narrowestColumn}
      aria-valuemax={widestColumn}
      aria-valuetext={`${width} pixels`}
      title="Drag to resize, double-click to reset"
      onPointerDown={onPointerDown}
      onPointerMove={(event) => from.current !== null && onDraw(drawn(event))}
      onPointerUp={onPointerUp}
      onLostPointerCapture={() => (from.current = null)}
      onDoubleClick={() => onResize(null)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none border-r-2 border-transparent -outline-offset-2 hover:border-control max-sm:hidden"
    />
  );
}
