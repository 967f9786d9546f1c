'use client';

import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { cx } from '../ui/cx';
import { instantText } from '../ui/instant-text';
import { moveColumn, resizeColumn, type ColumnPlace } from './column-layout';
import type { CellShow, PlacedColumn } from './grid-column';
import { layoutStyle, tickWidth } from './layout-style';
import type { RowStore } from './row-store';
import type { SortKey } from './sort-keys';
import { TableHead, type TableHeadProps } from './table-head';
import { VirtualRow } from './virtual-row';
import type { RowView } from './virtual-scroller';
import styles from './virtual-table.module.css';

export interface VirtualTableProps<Row extends { id: string }> {
  id: string;
  /** Names the table and its scroll region. */
  label: string;
  region: RefObject<HTMLDivElement | null>;
  store: RowStore<Row>;
  /** What of the store stands in the page; null: all rows from `first` on that are there. */
  view: RowView | null;
  first: number;
  /** In px, on all but narrow screens. */
  rowHeight: number;
  columns: readonly PlacedColumn<Row>[];
  /** Whether somebody chose the columns; then narrow screens leave none out. */
  isChosenLayout: boolean;
  onLayout: (change: (places: readonly ColumnPlace[]) => ColumnPlace[]) => void;
  show: CellShow;
  nameOf: (row: Row) => string;
  hrefOf: (row: Row) => string;
  sort: readonly SortKey[];
  hrefForSort: (sort: SortKey[]) => string;
  onSort: (sort: SortKey[]) => void;
  ticks?: (TableHeadProps<Row>['ticks'] & { isChosen: (id: string) => boolean }) | undefined;
  active: number | null;
  /** A row's tick box, link or peek button was used. */
  onTick: (index: number, toHere: boolean) => void;
  onOpen: (href: string) => void;
  onPeek: (index: number) => void;
  onActive: (index: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Each row has its peek button, not just the one under the pointer. */
  alwaysOffersPeek: boolean;
  /** Room at the right that something lies over, in px. */
  covered: number;
  isBusy: boolean;
}

const rowOf = (target: EventTarget): number | null => {
  const text = (target as Element).closest('tbody > tr[aria-rowindex]')?.getAttribute('aria-rowindex');
  return text == null ? null : Number(text) - 2;
};

/** A native table over more rows than a page can hold; on narrow screens the same cells stack. */
export function VirtualTable<Row extends { id: string }>(props: VirtualTableProps<Row>) {
  const { id, label, region, store, view, first, rowHeight, columns, ticks, show, active } = props;
  const [hot, setHot] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<{ key: string; width: number } | null>(null);
  const placed = columns.map((column) => (column.key === drawn?.key ? { ...column, width: drawn.width } : column));
  const hasTicks = ticks !== undefined;
  const span = columns.length + (hasTicks ? 1 : 0);
  const width = placed.reduce((sum, column) => sum + column.width, hasTicks ? tickWidth : 0);

  const onClick = (event: MouseEvent) => {
    const index = rowOf(event.target);
    if (index === null) return;
    const target = event.target as Element;
    const link = target.closest('th > a');
    if (target instanceof HTMLInputElement) props.onTick(index, event.shiftKey);
    else if (target.closest('[data-peek]') !== null) props.onPeek(index);
    else if (link !== null && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      props.onOpen(link.getAttribute('href') ?? '');
    }
  };
  const onMouseOver = ({ target }: MouseEvent) => {
    setHot(rowOf(target));
    if (target instanceof HTMLTimeElement && target.title === '') target.title = instantText(new Date(target.dateTime), new Date(show.now), 'both', true).exact;
  };
  const onFocus = (event: FocusEvent) => {
    const index = rowOf(event.target);
    if (index !== null && index !== active) props.onActive(index);
  };

  const renderRow = (index: number): ReactNode => {
    const here = store.at(index);
    if (here === undefined) {
      // The first of the missing rows says why, in its own place.
      const isWhy = store.failure !== null && (index === store.failure.at || (index > store.failure.at && index === (view?.start ?? first)));
      return <MissingRow key={index} index={index} span={span} failure={isWhy ? store.failure?.message : undefined} onRetry={() => store.retry()} />;
    }
    return (
      <VirtualRow
        key={index}
        index={index}
        row={here.row}
        misfits={here.misfits}
        name={props.nameOf(here.row)}
        href={props.hrefOf(here.row)}
        columns={columns}
        show={show}
        isChosen={ticks?.isChosen(here.row.id)}
        isActive={index === active}
        hasPeek={props.alwaysOffersPeek || index === hot || index === active}
      />
    );
  };
  const rows: ReactNode[] = [];
  if (view === null) for (let index = first; store.at(index) !== undefined; index += 1) rows.push(renderRow(index));
  else for (let index = view.start; index < view.end; index += 1) rows.push(renderRow(index));

  return (
    <div
      ref={region}
      tabIndex={0}
      role="region"
      aria-label={label}
      aria-busy={props.isBusy}
      onKeyDown={props.onKeyDown}
      onFocus={onFocus}
      className="relative overflow-x-auto overscroll-contain -outline-offset-2 [overflow-anchor:none] sm:max-h-[max(20rem,calc(100dvh-14rem))]"
    >
      <style dangerouslySetInnerHTML={{ __html: layoutStyle(id, placed, hasTicks, props.isChosenLayout) }} />
      <table
        id={id}
        aria-label={label}
        aria-rowcount={store.total + 1}
        className={cx(styles.table, hasTicks && styles.ticks)}
        style={{ '--row': `${rowHeight}px`, '--width': `${width}px`, marginRight: props.covered || undefined } as React.CSSProperties}
      >
        <colgroup>
          {hasTicks && <col style={{ width: tickWidth }} />}
          {/* The first column takes the rest, unless it was given a width; then the rest stays empty. */}
          {placed.map((column, at) => <col key={column.key} style={at === 0 && column.isFluid === true ? undefined : { width: column.width }} />)}
          {placed[0]?.isFluid !== true && <col />}
        </colgroup>
        <TableHead
          columns={placed}
          hasHandles={show.isLocal}
          sort={props.sort}
          hrefForSort={props.hrefForSort}
          onSort={props.onSort}
          onDraw={(key, drawnTo) => setDrawn({ key, width: drawnTo })}
          onResize={(key, to) => {
            setDrawn(null);
            props.onLayout((places) => resizeColumn(places, key, to));
          }}
          onMove={(key, to) => props.onLayout((places) => moveColumn(places, key, to))}
          ticks={ticks}
        />
        {view !== null && <Room height={view.before} span={span} />}
        <tbody onClick={onClick} onMouseOver={onMouseOver} onMouseLeave={() => setHot(null)} className={cx(props.isBusy && 'opacity-60')}>
          {rows}
        </tbody>
        {view !== null && <Room height={view.after} span={span} />}
      </table>
    </div>
  );
}

/** Stands for the rows that are not in the page, so that the scroll bar covers them. */
function Room({ height, span }: { height: number; span: number }) {
  if (height === 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr data-empty>
        <td colSpan={span} className={styles.room} style={{ height }} />
      </tr>
    </tbody>
  );
}

/** A row that is on its way, or could not come. */
function MissingRow({ index, span, failure, onRetry }: { index: number; span: number; failure: string | undefined; onRetry: () => void }) {
  if (failure !== undefined) {
    return (
      <tr aria-rowindex={index + 2} data-empty>
        <td colSpan={span}>
          <span role="alert" className="sticky left-3 inline-flex items-center gap-2 text-danger">
            These rows could not be loaded: {failure}
            <button type="button" onClick={onRetry} className="h-6 rounded px-2 font-medium text-fg underline hover:bg-hover">
              Try again
            </button>
          </span>
        </td>
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index + 2} data-empty>
      {Array.from({ length: span }, (_, at) => <td key={at} />)}
    </tr>
  );
}
