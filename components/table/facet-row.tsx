import { cx } from '../ui/cx';
import { FormattedNumber } from '../ui/number';

export interface FacetRowProps {
  label: string;
  isIncluded: boolean;
  isExcluded: boolean;
  /** Undefined: not known, or not yet. */
  count: number | undefined;
  /** Keeps the room for a count, so that nothing moves when it comes. */
  hasCount: boolean;
  /** The count belongs to the filter before this one. */
  isStale: boolean;
  onInclude: () => void;
  /** Absent: the value can't be kept out. */
  onExclude?: (() => void) | undefined;
}

/** One value of a facet: ticked it is let in; the “not” behind it, or a click with Alt, keeps it out. */
export function FacetRow({ label, isIncluded, isExcluded, count, hasCount, isStale, onInclude, onExclude }: FacetRowProps) {
  return (
    <li className="flex items-center rounded hover:bg-hover">
      <label
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 pl-2"
        onClick={(event) => {
          if (!event.altKey || !onExclude) return;
          event.preventDefault();
          onExclude();
        }}
      >
        <input type="checkbox" checked={isIncluded} onChange={onInclude} className="size-4 shrink-0 accent-accent" />
        <span className={cx('min-w-0 flex-1 truncate', isExcluded && 'text-muted line-through')}>{label}</span>
        {hasCount && (
          <span className={cx('min-w-14 pr-1 text-right text-xs tabular-nums', isStale || count === 0 ? 'text-faint' : 'text-muted')}>
            {count !== undefined && <FormattedNumber value={count} />}
          </span>
        )}
      </label>
      {onExclude && (
        <button
          type="button"
          aria-pressed={isExcluded}
          aria-label={`Not ${label}`}
          onClick={onExclude}
          className="mr-1 h-6 shrink-0 rounded px-1.5 text-xs text-faint hover:text-fg aria-pressed:bg-danger-subtle aria-pressed:text-danger"
        >
          not
        </button>
      )}
    </li>
  );
}
