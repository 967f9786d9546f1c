import type { ReactNode } from 'react';

/** How cells are to write: the page's present, and whether times are local by now (the server writes UTC). */
export interface CellShow {
  /** ISO 8601. */
  now: string;
  isLocal: boolean;
}

/** One column of a long table. Cells are written for each row anew, so they hold as little as they can. */
export interface GridColumn<Row> {
  key: string;
  header: string;
  cell: (row: Row, show: CellShow) => ReactNode;
  /** In px. */
  width: number;
  sortKey?: string | undefined;
  /** Some rows have no value: they stand last, whichever way the column is sorted. */
  isNullable?: boolean | undefined;
  /** Left out of the stack on narrow screens, unless the columns were chosen. */
  isMinor?: boolean | undefined;
}

/** A column as it is laid out now. */
export interface PlacedColumn<Row> extends GridColumn<Row> {
  isPinned: boolean;
  /** The first column, as long as it was given no width: it takes what the others leave. */
  isFluid?: boolean | undefined;
}
