import type { ReactNode } from 'react';

/** One column, as the page that owns the rows describes it. */
export interface DataColumn<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Given when the server can sort by it. */
  sortKey?: string | undefined;
  align?: 'start' | 'end' | undefined;
  /** Names the row and carries its link. Exactly one column. */
  isMain?: boolean | undefined;
  /** Left out below this width; never the only place of something that matters. */
  hideBelow?: 'md' | 'lg' | 'xl' | undefined;
  /** A CSS width; columns without one share the rest. */
  width?: string | undefined;
}
