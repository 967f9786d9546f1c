'use client';

import { PanelRight } from 'lucide-react';
import { memo } from 'react';
import type { CellShow, GridColumn } from './grid-column';
import styles from './virtual-table.module.css';

export interface VirtualRowProps<Row> {
  index: number;
  row: Row;
  name: string;
  href: string;
  columns: readonly GridColumn<Row>[];
  show: CellShow;
  /** Absent where rows can't be chosen. */
  isChosen: boolean | undefined;
  isActive: boolean;
  /** Whether it offers to be looked into; most rows do only under the pointer. */
  hasPeek: boolean;
  misfits: boolean;
}

/** The table itself hears its clicks: no row has handlers of its own. */
const heardByTable = () => undefined;

/** One row, written as short as HTML allows. The head of the table is row 1 of `aria-rowindex`. */
export const VirtualRow = memo(function VirtualRow<Row>({ index, row, name, href, columns, show, isChosen, isActive, hasPeek, misfits }: VirtualRowProps<Row>) {
  const [main, ...others] = columns;
  return (
    <tr aria-rowindex={index + 2} aria-selected={isChosen} data-active={isActive || undefined}>
      {isChosen !== undefined && (
        <td>
          <label className={styles.tick}>
            <input type="checkbox" aria-label={`Choose ${name}`} checked={isChosen} onChange={heardByTable} />
          </label>
        </td>
      )}
      <th scope="row">
        <a href={href}>{name}</a>
        {main?.cell(row, show)}
        {misfits && <small data-misfit>changed, no longer fits</small>}
        {hasPeek && (
          <button type="button" data-peek className={styles.peek} aria-label={`Peek at ${name}`} title="Peek (Space)" tabIndex={-1}>
            <PanelRight aria-hidden="true" size={14} />
          </button>
        )}
      </th>
      {others.map((column) => (
        <td key={column.key}>{column.cell(row, show)}</td>
      ))}
    </tr>
  );
}) as <Row>(props: VirtualRowProps<Row>) => React.JSX.Element;
