import { FormattedNumber } from './number';

export interface ProgressProps {
  label: string;
  /** Left out while nobody knows how much there is. */
  value?: number | undefined;
  max?: number | undefined;
  /** What is happening at the moment. */
  detail?: string | undefined;
}

/** How far long work has come. */
export function Progress({ label, value, max = 100, detail }: ProgressProps) {
  const known = value !== undefined;
  const share = known && max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4 text-xs">
        <span className="font-medium">{label}</span>
        {known && (
          <span className="text-muted">
            <FormattedNumber value={value} /> of <FormattedNumber value={max} />
          </span>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={known ? 'h-full rounded-full bg-accent transition-[width]' : 'h-full w-1/3 animate-pulse rounded-full bg-accent'}
          style={known ? { width: `${share * 100}%` } : undefined}
        />
      </div>
      {detail && <p className="mt-1 truncate text-xs text-muted">{detail}</p>}
    </div>
  );
}
