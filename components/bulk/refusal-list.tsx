import Link from 'next/link';
import type { BulkRefusals } from '@/lib/bulk/bulk-shape';
import { readableText } from '../sites/readable-problem';
import { FormattedNumber } from '../ui/number';

/** Why Sites are refused: each reason with how many, and some of them by name. */
export function RefusalList({ refusals }: { refusals: BulkRefusals['items'] }) {
  return (
    <ul className="divide-y divide-line">
      {refusals.map(({ reason, count, sites: named }) => (
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
      ))}
    </ul>
  );
}
