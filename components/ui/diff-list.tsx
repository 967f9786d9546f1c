import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';

export interface Change {
  field: string;
  before: ReactNode;
  after: ReactNode;
}

const isNothing = (value: ReactNode): boolean => value === undefined || value === null || value === '';
const nothing = <span className="text-faint">Not set</span>;

/** What a change did: each field as it was and as it became. */
export function DiffList({ changes }: { changes: Change[] }) {
  return (
    <dl className="space-y-1">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="grid gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <dt className="text-muted">{field}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 break-words">
            <span className="sr-only">was</span>
            {isNothing(before) ? nothing : <del className="text-muted decoration-1">{before}</del>}
            <ArrowRight aria-hidden="true" size={12} className="shrink-0 text-faint" />
            <span className="sr-only">became</span>
            {isNothing(after) ? nothing : <ins className="font-medium no-underline">{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
