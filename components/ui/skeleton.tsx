import { cx } from './cx';

/** Holds the place of what is coming, at its real size, so that nothing jumps. */
export function Skeleton({ rows = 1, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" className="space-y-2">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} aria-hidden="true" className={cx('animate-pulse rounded bg-hover', className ?? 'h-6 w-full')} />
      ))}
    </div>
  );
}
