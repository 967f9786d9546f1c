import Link from 'next/link';
import type { ReactNode } from 'react';
import { classificationLabels } from '@/lib/domain/classification';
import { scheduleText } from '@/lib/domain/schedule-text';
import type { Problem } from '@/lib/gate/problem';
import type { ReviewView } from '@/lib/reviews/list-reviews';
import { readableText } from '../sites/readable-problem';
import { Badge } from '../ui/badge';
import { LinkButton } from '../ui/link-button';
import { Instant } from '../ui/time';
import { ReviewFacts } from './review-facts';

export interface ReviewRowProps {
  review: ReviewView;
  now: string;
  isTicked: boolean;
  /** What came of it; undefined while nothing was tried. */
  result: Problem | null | undefined;
  onTick: (isTicked: boolean) => void;
  /** Confirms this one alone. */
  confirm: ReactNode;
}

/** One Site to be confirmed: since when it waits, what silence does, and everything that is confirmed. */
export function ReviewRow({ review, now, isTicked, result, onTick, confirm }: ReviewRowProps) {
  const isDone = result === null;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <input
        type="checkbox"
        aria-label={`Choose ${review.title}`}
        checked={isTicked}
        disabled={isDone}
        onChange={(event) => onTick(event.target.checked)}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`/sites/${review.slug}`} prefetch={false} className="inline-flex min-h-6 min-w-0 items-center font-medium hover:underline">
            {review.title}
          </Link>
          <span className="text-muted">{classificationLabels[review.classification]}</span>
          {isDone ? <Badge tone="success">Confirmed</Badge> : <DueBadge review={review} now={now} />}
        </div>
        {!isDone && <Silence review={review} now={now} />}
        {!isDone && <ReviewFacts review={review} />}
        {!isDone && <LastReview review={review} now={now} />}
        {result && <p className="mt-1 text-danger">{readableText(result.errors?.[0]?.message ?? result.detail)}</p>}
        {!isDone && (
          <div className="mt-2 flex flex-wrap gap-2">
            {confirm}
            <LinkButton size="sm" variant="ghost" prefetch={false} href={`/sites/${review.slug}?do=edit`} aria-label={`Correct ${review.title}`}>
              Correct
            </LinkButton>
          </div>
        )}
      </div>
    </li>
  );
}

function DueBadge({ review: { dueAt, askedAt }, now }: { review: ReviewView; now: string }) {
  const isOverdue = dueAt !== null && dueAt <= now;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={isOverdue ? 'danger' : 'neutral'}>{isOverdue ? 'Overdue' : 'Due soon'}</Badge>
      {askedAt !== null && <Badge tone="info">Asked for</Badge>}
      {dueAt !== null && (
        <span className="text-muted">
          {isOverdue ? 'since ' : ''}
          <Instant at={dueAt} now={now} format="both" />
        </span>
      )}
    </span>
  );
}

/** What happens if nobody answers; said of those that are due already. */
function Silence({ review: { silence, dueAt }, now }: { review: ReviewView; now: string }) {
  if (dueAt === null || dueAt > now) return null;
  if (silence === null) return <p className="text-muted">Without an answer nothing happens but this reminder.</p>;
  const { what, isOverdue } = scheduleText(silence.step, silence.at <= now);
  return (
    <p>
      Without an answer: <span className="font-medium">{what.toLowerCase()}</span>{' '}
      {isOverdue ? (
        'by the next sweep.'
      ) : (
        <>
          on <Instant at={silence.at} now={now} format="date" />.
        </>
      )}
    </p>
  );
}

function LastReview({ review: { last, changes }, now }: { review: ReviewView; now: string }) {
  return (
    <p className="mt-1 text-xs text-muted">
      {last === null ? (
        'Never reviewed before.'
      ) : (
        <>
          Last confirmed by {last.by}, <Instant at={last.at} now={now} format="both" />.{' '}
          {changes === null ? 'What was confirmed then is not known.' : changes.length === 0 && 'Nothing has changed since.'}
        </>
      )}
    </p>
  );
}
