import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import { cx } from '../ui/cx';

export interface SortHeaderProps {
  column: { header: string; sortKey?: string | undefined; align?: 'start' | 'end' | undefined; width?: string | undefined };
  sort: string | undefined;
  href: string | undefined;
  className?: string | undefined;
}

/** A column's head. Sorting is a link, so it works before any script has arrived and can be shared. */
export function SortHeader({ column, sort, href, className }: SortHeaderProps) {
  const { header, sortKey, align, width } = column;
  const isSorted = sortKey !== undefined && sort?.replace(/^-/, '') === sortKey;
  const isDescending = isSorted && sort?.startsWith('-') === true;
  const Arrow = isSorted ? (isDescending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
      style={width ? { width } : undefined}
      className={cx(
        'sticky top-0 z-10 h-8 border-line bg-subtle px-3 text-xs font-medium whitespace-nowrap text-muted sm:border-b max-sm:static max-sm:w-auto! max-sm:bg-canvas max-sm:px-2',
        align === 'end' && 'sm:text-right',
        !href && 'max-sm:sr-only',
        className,
      )}
    >
      {href ? (
        <Link
          href={href}
          scroll={false}
          prefetch={false}
          className={cx('inline-flex min-h-7 items-center gap-1 hover:text-fg', isSorted && 'text-fg')}
        >
          {header}
          <Arrow aria-hidden="true" size={12} className={isSorted ? '' : 'text-faint'} />
        </Link>
      ) : (
        header
      )}
    </th>
  );
}
