'use client';

import { rowSelectionFeature, tableFeatures, useTable, type ColumnDef, type RowSelectionState } from '@tanstack/react-table';
import Link from 'next/link';
import { useMemo, useRef, type ReactNode } from 'react';
import { cx } from '../ui/cx';
import type { DataColumn } from './data-column';
import { RowTick } from './row-tick';
import { SortHeader } from './sort-header';
import { useRowKeys } from './use-row-keys';

const features = tableFeatures({ rowSelectionFeature });

export interface DataTableProps<Row> {
  /** Names the table and its scroll region. */
  label: string;
  rows: Row[];
  columns: DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Where the main cell leads. */
  hrefForRow?: ((row: Row) => string) | undefined;
  /** The current sort: a sort key, with `-` in front for descending. */
  sort?: string | undefined;
  /** The URL that sorts by `key`, already turned round when it is the current one. */
  hrefForSort?: ((key: string) => string) | undefined;
  density?: 'compact' | 'comfortable' | undefined;
  /** Ids of the chosen rows; with `onSelectionChange` it shows tick boxes. */
  selection?: string[] | undefined;
  onSelectionChange?: ((ids: string[]) => void) | undefined;
  /** What a screen reader calls a row's tick box. */
  rowName?: ((row: Row) => string) | undefined;
  /** Stands in for the rows when there are none. */
  empty?: ReactNode;
  /** While a newer answer is on its way: the old rows stay, dimmed. */
  isBusy?: boolean | undefined;
}

const hidden = { md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' };

/**
 * Rows that the server has already filtered, sorted and cut to a page. A native table; on narrow
 * screens the same cells stack, which is why the roles are written out: CSS would drop them.
 * j and k go from row to row, Enter opens one, x ticks it.
 */
export function DataTable<Row extends object>({
  label, rows, columns, rowId, hrefForRow, sort, hrefForSort, density = 'compact', selection, onSelectionChange, rowName, empty, isBusy = false,
}: DataTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const canSelect = onSelectionChange !== undefined;
  useRowKeys(body);

  const defs = useMemo(
    () => columns.map((column): ColumnDef<typeof features, Row> => ({ id: column.key, header: column.header, cell: ({ row }) => column.cell(row.original) })),
    [columns],
  );
  const byKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns]);
  const rowSelection = useMemo((): RowSelectionState => Object.fromEntries((selection ?? []).map((id) => [id, true])), [selection]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    enableRowSelection: canSelect,
    state: { rowSelection },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(rowSelection) : change;
      onSelectionChange?.(Object.keys(next).filter((id) => next[id]));
    },
  });

  if (rows.length === 0 && empty) return <>{empty}</>;

  const height = density === 'compact' ? 'sm:h-8' : 'sm:h-11';
  // The height is bounded so that the head can stay in sight: it sticks to what scrolls.
  return (
    <div tabIndex={0} role="region" aria-label={label} aria-busy={isBusy} className="relative overflow-x-auto -outline-offset-2 sm:max-h-[calc(100dvh-8rem)]">
      <table role="table" aria-label={label} className="w-full border-separate border-spacing-0 text-left max-sm:block">
        <thead role="rowgroup" className="max-sm:block max-sm:overflow-x-auto max-sm:border-b max-sm:border-line">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} role="row" className="max-sm:flex max-sm:items-center">
              {canSelect && (
                <th role="columnheader" scope="col" className="sticky top-0 z-10 w-10 border-line bg-subtle pl-3 sm:border-b max-sm:static max-sm:bg-canvas">
                  <RowTick
                    label="Choose all rows on this page"
                    isChecked={table.getIsAllRowsSelected()}
                    isMixed={table.getIsSomeRowsSelected()}
                    onChange={(isChecked) => table.toggleAllRowsSelected(isChecked)}
                  />
                </th>
              )}
              {group.headers.map((header) => {
                const column = byKey.get(header.column.id);
                return column && <SortHeader key={header.id} column={column} sort={sort} href={column.sortKey && hrefForSort?.(column.sortKey)} className={column.hideBelow && hidden[column.hideBelow]} />;
              })}
            </tr>
          ))}
        </thead>
        <tbody ref={body} role="rowgroup" className={cx('max-sm:block', isBusy && 'opacity-60')}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              role="row"
              aria-selected={canSelect ? row.getIsSelected() : undefined}
              className={cx(
                'group/row hover:bg-subtle focus-within:bg-subtle aria-selected:bg-accent-subtle',
                'max-sm:relative max-sm:block max-sm:border-b max-sm:border-line max-sm:py-2',
              )}
            >
              {canSelect && (
                <td role="cell" className="border-line pl-3 max-sm:absolute max-sm:top-1.5 max-sm:right-2 sm:border-b">
                  <RowTick
                    label={`Choose ${rowName?.(row.original) ?? row.id}`}
                    isChecked={row.getIsSelected()}
                    onChange={(isChecked) => row.toggleSelected(isChecked)}
                  />
                </td>
              )}
              {row.getAllCells().map((cell) => {
                const column = byKey.get(cell.column.id);
                if (!column) return null;
                const content = <table.FlexRender cell={cell} />;
                const href = column.isMain ? hrefForRow?.(row.original) : undefined;
                return (
                  <td
                    key={cell.id}
                    role={column.isMain ? 'rowheader' : 'cell'}
                    data-label={column.header}
                    className={cx(
                      'border-line px-3 align-middle sm:border-b',
                      height,
                      column.align === 'end' && 'sm:text-right',
                      column.isMain
                        ? 'font-medium max-sm:block max-sm:pr-10'
                        : 'max-sm:flex max-sm:min-h-6 max-sm:items-center max-sm:gap-3 max-sm:before:w-28 max-sm:before:shrink-0 max-sm:before:text-muted max-sm:before:content-[attr(data-label)] max-sm:empty:hidden',
                      column.hideBelow && hidden[column.hideBelow],
                    )}
                  >
                    {href ? (
                      <Link href={href} data-row-link prefetch={false} className="flex min-h-7 min-w-0 items-center -outline-offset-2 hover:underline">
                        {content}
                      </Link>
                    ) : (
                      content
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
