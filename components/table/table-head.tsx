'use client';

import { useState, type DragEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { ColumnHead } from './column-head';
import type { PlacedColumn } from './grid-column';
import { RowTick } from './row-tick';
import { sortAlsoBy, sortBy, type SortKey } from './sort-keys';

export interface TableHeadProps<Row> {
  columns: readonly PlacedColumn<Row>[];
  /** Whether columns have handles to resize them by now. */
  hasHandles: boolean;
  sort: readonly SortKey[];
  hrefForSort: (sort: SortKey[]) => string;
  onSort: (sort: SortKey[]) => void;
  onDraw: (key: string, width: number) => void;
  onResize: (key: string, width: number | null) => void;
  onMove: (key: string, to: number) => void;
  /** The tick box of all rows that are here; absent where rows can't be chosen. */
  ticks?: { isAll: boolean; isSome: boolean; onChange: (isChosen: boolean) => void } | undefined;
}

const columnOf = (target: EventTarget) => (target as Element).closest<HTMLElement>('th[data-column]')?.dataset.column;

/** The heads of a long table. Columns are dragged to their place, or moved with Alt and the arrow keys. */
export function TableHead<Row>({ columns, hasHandles, sort, hrefForSort, onSort, onDraw, onResize, onMove, ticks }: TableHeadProps<Row>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const placeOf = (key: string | undefined) => columns.findIndex((column) => column.key === key);

  const onClick = (event: MouseEvent) => {
    const key = (event.target as Element).closest<HTMLElement>('a[data-sort]')?.dataset.sort;
    if (key === undefined || event.button !== 0 || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    onSort((event.shiftKey ? sortAlsoBy : sortBy)(sort, key));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = columnOf(event.target);
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (key === undefined || !event.altKey || by === 0) return;
    event.preventDefault();
    onMove(key, placeOf(key) + by);
  };
  const onDragStart = (event: DragEvent) => {
    const key = columnOf(event.target);
    if (key === undefined || placeOf(key) === 0) return event.preventDefault();
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', columns[placeOf(key)]?.header ?? key);
    setDragged(key);
  };
  const onDragOver = (event: DragEvent) => {
    const key = columnOf(event.target);
    if (dragged === null || key === undefined) return;
    event.preventDefault();
    setOver(key);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const key = columnOf(event.target);
    if (dragged !== null && key !== undefined && key !== dragged) onMove(dragged, placeOf(key));
    end();
  };
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return (
    <thead>
      <tr aria-rowindex={1} onClick={onClick} onKeyDown={onKeyDown} onDragStart={onDragStart} onDragOver={onDragOver} onDrop={onDrop} onDragEnd={end}>
        {ticks !== undefined && (
          <th scope="col" className="sticky top-0 z-10 border-line bg-subtle pl-1.5 sm:border-b max-sm:static! max-sm:bg-canvas">
            <RowTick label="Choose all rows that are loaded" isChecked={ticks.isAll} isMixed={ticks.isSome} onChange={ticks.onChange} />
          </th>
        )}
        {columns.map((column, at) => (
          <ColumnHead
            key={column.key}
            column={column}
            sort={sort}
            href={column.sortKey === undefined ? undefined : hrefForSort(sortBy(sort, column.sortKey))}
            isMovable={at > 0}
            hasHandle={hasHandles}
            isDropTarget={dragged !== null && over === column.key && dragged !== over}
            onDraw={(width) => onDraw(column.key, width)}
            onResize={(width) => onResize(column.key, width)}
          />
        ))}
      </tr>
    </thead>
  );
}
