import Link from 'next/link';
import { requiredFieldLabels } from '@/lib/domain/site';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { ConditionBadges } from './site-badges';

/** Sites with what is wrong about each, one a line. */
export function AttentionRows({ sites, show }: { sites: SiteSummary[]; show: 'conditions' | 'missing' }) {
  return (
    <ul className="divide-y divide-line">
      {sites.map(({ id, slug, title, owner, conditions, missing }) => (
        <li key={id} className="flex items-start gap-3 px-4 py-1.5">
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={`/sites/${slug}`} className="inline-flex min-h-6 max-w-full min-w-0 items-center truncate font-medium hover:underline">
              {title}
            </Link>
            {show === 'missing' ? (
              <span className="text-muted">Missing: {missing.map((field) => requiredFieldLabels[field].toLowerCase()).join(', ')}</span>
            ) : (
              <ConditionBadges conditions={conditions} wrap />
            )}
          </span>
          {show === 'conditions' && <span className="flex min-h-6 max-w-40 items-center text-right text-muted">{owner?.name ?? 'Nobody'}</span>}
        </li>
      ))}
    </ul>
  );
}
