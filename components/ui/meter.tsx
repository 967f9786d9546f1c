import { cx } from './cx';

export interface MeterProps {
  label: string;
  /** 0 to 100. */
  value: number;
  /** At and above this it counts as enough. */
  enough?: number | undefined;
}

/** A small bar with its figure. The figure carries the meaning; the bar helps the eye. */
export function Meter({ label, value, enough = 100 }: MeterProps) {
  const figure = Math.round(Math.max(0, Math.min(100, value)));
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={figure}
        aria-valuetext={`${figure}%`}
        className="h-1.5 w-14 overflow-hidden rounded-full bg-line"
      >
        <span className={cx('block h-full rounded-full', figure >= enough ? 'bg-success' : 'bg-control')} style={{ width: `${figure}%` }} />
      </span>
      <span aria-hidden="true" className="w-9 text-right text-xs text-muted">
        {figure}%
      </span>
    </span>
  );
}
