'use client';

import { useState, type FormEvent } from 'react';
import type { ReviewView } from '@/lib/reviews/list-reviews';
import { SubmitButton } from '../form/submit-button';
import { TextArea } from '../form/text-area';
import { useManySites, type SeenSite, type SiteResult } from '../sites/use-many-sites';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FormattedNumber } from '../ui/number';
import { Panel } from '../ui/panel';
import { Progress } from '../ui/progress';
import { ReviewRow } from './review-row';

export type ReviewSites = (sites: SeenSite[], input: { note: string }) => Promise<SiteResult[]>;

export interface ReviewManyProps {
  reviews: ReviewView[];
  now: string;
  reviewSites: ReviewSites;
  /** Why nothing can be confirmed by whoever looks. */
  readOnlyReason?: string | undefined;
}

/**
 * Confirms one Site, or all that are ticked with one note; each says what came of it. None is ticked to begin with:
 * whoever confirms has looked.
 */
export function ReviewMany({ reviews: given, now, reviewSites, readOnlyReason }: ReviewManyProps) {
  const { sites: reviews, current, waiting, ticked, results, running, lost, failed, done, choose, tick, run, showRest } = useManySites(given, []);
  const [note, setNote] = useState('');
  const confirm = async (ids: ReadonlySet<string>) => {
    if (running === null) await run(waiting, ids, (seen) => reviewSites(seen, { note }));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void confirm(ticked);
  };
  const unchanged = waiting.filter(({ changes }) => changes?.length === 0);

  return (
    <form onSubmit={submit} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel
        title="Sites to review"
        description={`${ticked.size.toLocaleString('en-US')} of ${waiting.length.toLocaleString('en-US')} chosen`}
        flush
        actions={
          <>
            <Button size="sm" onClick={() => choose(waiting)}>
              Choose all
            </Button>
            <Button size="sm" disabledReason={unchanged.length === 0 ? 'Each of them has changed or was never reviewed' : undefined} onClick={() => choose(unchanged)}>
              Choose the unchanged
            </Button>
            <Button size="sm" onClick={() => choose([])}>
              Choose none
            </Button>
          </>
        }
      >
        <ul className="divide-y divide-line">
          {reviews.map((review) => (
            <ReviewRow
              key={review.id}
              review={results.get(review.id) === null ? review : (current.get(review.id) ?? review)}
              now={now}
              isTicked={ticked.has(review.id)}
              result={results.get(review.id)}
              onTick={(isTicked) => tick(review.id, isTicked)}
              confirm={
                <Button size="sm" aria-label={`Confirm ${review.title}`} disabledReason={readOnlyReason ?? (running === null ? undefined : 'Under way')} onClick={() => void confirm(new Set([review.id]))}>
                  Confirm
                </Button>
              }
            />
          ))}
        </ul>
      </Panel>
      {/* On a wide screen it stays in sight; on a narrow one it stands below the list. */}
      <div className="lg:sticky lg:top-4">
        <Panel title="Confirm the chosen">
          <div className="space-y-4">
            <div role="status" className="space-y-3 empty:hidden">
              {running !== null && <Progress label="Confirming" value={running.done} max={running.total} />}
              {running === null && results.size > 0 && (
                <Callout tone={failed > 0 ? 'warning' : 'success'} title={`${done.toLocaleString('en-US')} confirmed${failed > 0 ? `, ${failed.toLocaleString('en-US')} not` : ''}`}>
                  {failed > 0 && 'What stands in the way is said at each Site.'}
                </Callout>
              )}
            </div>
            {lost && (
              <Callout alert tone="danger" title="The server did not answer">
                Sites without a result may not be confirmed. Load the page again and look before you repeat it.
              </Callout>
            )}
            <p>You confirm that owner, purpose, audience and data sources of each chosen Site still hold. Correct what does not before you confirm.</p>
            <TextArea name="note" label="Note" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} hint="Stays with each review in the audit log." />
            <SubmitButton pending={running !== null} pendingLabel="Confirming…" disabledReason={readOnlyReason ?? (ticked.size === 0 ? 'Choose at least one Site' : undefined)}>
              Confirm <FormattedNumber value={ticked.size} /> {ticked.size === 1 ? 'Site' : 'Sites'}
            </SubmitButton>
            {results.size > 0 && running === null && (
              <Button
                variant="ghost"
                onClick={() => showRest([])}
              >
                Show what is left
              </Button>
            )}
          </div>
        </Panel>
      </div>
    </form>
  );
}
