import Link from 'next/link';
import { enforcementAspectLabels } from '@/lib/domain/enforcement';
import type { SettlementOutcome } from '@/lib/domain/enforcement-settlement';
import type { EnforcementView } from '@/lib/enforcement/enforcement-shape';
import { RowTick } from '../table/row-tick';
import { Button } from '../ui/button';
import { Instant } from '../ui/time';
import { EnforcementBadge } from './enforcement-badge';
import { EnforcementSteps } from './enforcement-steps';

export interface EnforcementTaskProps {
  task: EnforcementView;
  now: string;
  tick?: { isChecked: boolean; onChange: (isChecked: boolean) => void } | undefined;
  onSettle?: ((outcome: SettlementOutcome) => void) | undefined;
}

/** One decision that the platform has to follow: what, since when, and how it is done there. */
export function EnforcementTask({ task, now, tick, onSettle }: EnforcementTaskProps) {
  const { site, aspect, wish, steps, note, settledBy, reopened, requestedBy, requestedAt, state } = task;
  const about = `${site.title}, ${enforcementAspectLabels[aspect].toLowerCase()}`;
  return (
    <li className="flex gap-2 px-3 py-3">
      {tick !== undefined && <RowTick label={`Choose ${about}`} {...tick} />}
      <div className="min-w-0 flex-1 space-y-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="font-medium">
            <Link href={`/sites/${site.slug}`} prefetch={false} className="inline-flex min-h-6 items-center break-words hover:underline">
              {site.title}
            </Link>
          </h2>
          <span>{wish}</span>
          <EnforcementBadge enforcement={task} now={now} />
        </div>
        <p className="text-muted">
          {enforcementAspectLabels[aspect]}. Decided by {requestedBy}, <Instant at={requestedAt} now={now} format="relative" />
          {reopened > 0 && <>. A report has undone it {reopened === 1 ? 'once' : `${reopened} times`}</>}
          {note !== null && (
            <>
              . {settledBy === null ? 'Note' : `${settledBy} noted`}: {note}
            </>
          )}
        </p>
        {state !== 'confirmed' && <EnforcementSteps steps={steps} />}
        {onSettle !== undefined && (
          <div className="flex flex-wrap gap-2">
            {state !== 'confirmed' && (
              <Button size="sm" aria-label={`Done: ${about}`} onClick={() => onSettle('done')}>
                Done
              </Button>
            )}
            {state !== 'confirmed' && state !== 'failed' && (
              <Button size="sm" aria-label={`It failed: ${about}`} onClick={() => onSettle('failed')}>
                It failed
              </Button>
            )}
            {(state === 'confirmed' || state === 'failed') && (
              <Button size="sm" aria-label={`Ask again: ${about}`} onClick={() => onSettle('again')}>
                Ask again
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
