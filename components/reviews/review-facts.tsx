import { audienceLabels } from '@/lib/domain/audience';
import { sourceModeLabels } from '@/lib/domain/classification';
import { reviewedFieldLabels, reviewedFields, type ReviewedField } from '@/lib/domain/review';
import type { ReviewView } from '@/lib/reviews/list-reviews';
import { Badge } from '../ui/badge';
import { Disclosure } from '../ui/disclosure';

const namesInSight = 6;

/** What somebody confirms of a Site, with what is no longer as it was confirmed last time. */
export function ReviewFacts({ review }: { review: ReviewView }) {
  const values: Record<ReviewedField, string[]> = {
    owner: [review.owner?.name ?? 'Nobody'],
    purpose: [review.purpose ?? 'Not written down'],
    audience: audienceOf(review),
    dataSources: review.dataSources.length === 0 ? ['None recorded'] : review.dataSources.map(({ name, mode }) => `${name} (${sourceModeLabels[mode].toLowerCase()})`),
  };
  return (
    <dl className="mt-1 space-y-1">
      {reviewedFields.map((field) => {
        const change = review.changes?.find((each) => each.field === field);
        return (
          <div key={field} className="grid gap-x-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
            <dt className="text-muted">{reviewedFieldLabels[field]}</dt>
            <dd className="min-w-0 break-words">
              <Names names={values[field]} />
              {change !== undefined && (
                <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
                  <Badge tone="warning">Changed</Badge>
                  {change.removed.length > 0 && (
                    <span>
                      <span className="text-muted">no longer </span>
                      <del className="decoration-1">{listed(change.removed)}</del>
                    </span>
                  )}
                  {change.added.length > 0 && (
                    <span>
                      <span className="text-muted">now </span>
                      <ins className="font-medium no-underline">{listed(change.added)}</ins>
                    </span>
                  )}
                </p>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function audienceOf({ audience: { mode, people, groups, reach } }: ReviewView): string[] {
  const count = `${reach.toLocaleString('en-US')} ${reach === 1 ? 'person' : 'people'}`;
  return [`${audienceLabels[mode]}: ${count}`, ...people.map(({ name }) => name), ...groups.map(({ name }) => `${name} (group)`)];
}

function listed(lines: string[]): string {
  return lines.length <= namesInSight ? lines.join(', ') : `${lines.slice(0, namesInSight).join(', ')} and ${lines.length - namesInSight} more`;
}

function Names({ names }: { names: string[] }) {
  const rest = names.slice(namesInSight);
  return (
    <>
      <span className="line-clamp-4 whitespace-pre-line">{names.slice(0, namesInSight).join(', ')}</span>
      {rest.length > 0 && <Disclosure summary={`${rest.length.toLocaleString('en-US')} more`}>{rest.join(', ')}</Disclosure>}
    </>
  );
}
