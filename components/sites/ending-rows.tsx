import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import type { OwnEnding } from '@/lib/terms/list-own-endings';
import { LinkButton } from '../ui/link-button';
import { Instant } from '../ui/time';

/** Widenings that end by themselves: when, who is left then, and the way to keep it open. */
export function EndingRows({ endings, now }: { endings: OwnEnding[]; now: string }) {
  return (
    <ul className="divide-y divide-line">
      {endings.map(({ id, slug, title, endsAt, fallback }) => (
        <li key={id} className="flex items-center gap-3 px-4 py-1.5">
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
            <Link href={`/sites/${slug}?tab=access`} className="inline-flex min-h-6 min-w-0 items-center truncate font-medium hover:underline">
              {title}
            </Link>
            <span className="text-muted">
              <Instant at={endsAt} now={now} format="both" />, then {audienceLabels[fallback].toLowerCase()}
            </span>
          </span>
          <LinkButton href={`/sites/${slug}/widen`} size="sm">
            Ask again<span className="sr-only"> for {title}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
