import Link from 'next/link';
import { readableText } from '../sites/readable-problem';
import { FormattedNumber } from '../ui/number';
import type { Refusals } from './group-refusals';

export interface RefusalListProps {
  refusals: Refusals;
  /** How many Sites are refused in all. */
  total: number;
}

/** Why Sites are refused: each reason with how many, and some of them by name. */
export function RefusalList({ refusals: { groups, read }, total }: RefusalListProps) {
  return (
    <>
      <ul className="divide-y divide-line">
        {groups.map(({ reason, count, sites }) => {
          const named = sites.flatMap(({ slug, title }) => (slug === null || title === null ? [] : [{ slug, title }]));
          return (
            <li key={reason} className="flex gap-3 px-4 py-2">
              <span className="min-w-8 shrink-0 text-right font-semibold">
                <FormattedNumber value={count} />
              </span>
              <div className="min-w-0">
                <p className="break-words">{readableText(reason)}</p>
                {named.length > 0 && (
                  <p className="flex flex-wrap gap-x-3 text-muted">
                    {named.map(({ slug, title }) => (
                      <Link key={slug} href={`/sites/${slug}`} prefetch={false} className="inline-flex min-h-6 items-center break-words underline decoration-line underline-offset-2 hover:text-fg hover:decoration-current">
                        {title}
                      </Link>
                    ))}
                    {count > named.length && (
                      <span className="inline-flex min-h-6 items-center">
                        and <FormattedNumber value={count - named.length} />
                        &nbsp;more
                      </span>
                    )}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {read < total && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          Counted among the first <FormattedNumber value={read} /> of <FormattedNumber value={total} /> that are refused.
        </p>
      )}
    </>
  );
}
