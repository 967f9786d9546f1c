import type { ReactNode } from 'react';

export interface Definition {
  label: string;
  value: ReactNode;
  /** What is said when the value is missing; `Not set` otherwise. */
  missing?: string | undefined;
  /** Why it matters, or where it comes from. */
  hint?: ReactNode;
}

const isMissing = (value: ReactNode): boolean =>
  value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** Labels and values, one a row. A missing value says so. */
export function DefinitionList({ items }: { items: Definition[] }) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ label, value, missing = 'Not set', hint }) => (
        <div key={label} className="grid min-h-8 items-start gap-x-4 py-1.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">
            {isMissing(value) ? <span className="text-faint">{missing}</span> : value}
            {hint && <div className="text-xs text-muted">{hint}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
