import Link from 'next/link';
import { classificationLabels } from '@/lib/domain/classification';
import { handoverAnswerLabels, type HandoverAnswer } from '@/lib/domain/handover';
import type { HandoverItemView } from '@/lib/departures/handover-shape';
import { StateBadge } from '../sites/site-badges';
import { Badge } from '../ui/badge';
import type { Tone } from '../ui/tone';
import { Instant } from '../ui/time';
import { whyText } from './handover-words';

const tones: Record<HandoverAnswer, Tone> = { waiting: 'warning', kept: 'success', retiring: 'neutral', reassigned: 'neutral' };

export interface HandoverRowsProps {
  items: HandoverItemView[];
  now: string;
  /** Left out for those who only look. */
  isTicked?: (siteId: string) => boolean;
  onTick?: (siteId: string, isTicked: boolean) => void;
  /** Why a Site could not be decided on, by its id. */
  problems?: ReadonlyMap<string, string>;
}

/** Received Sites, each with why it came, what it is now, and what was decided. */
export function HandoverRows({ items, now, isTicked, onTick, problems }: HandoverRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ site, why, answer, answeredAt }) => (
        <li key={site.id} className="px-4 py-2">
          <div className="flex items-start gap-3">
            {onTick !== undefined && (
              <input
                type="checkbox"
                aria-label={`Choose ${site.title}`}
                checked={answer === 'waiting' && isTicked?.(site.id) === true}
                disabled={answer !== 'waiting'}
                onChange={(event) => onTick(site.id, event.target.checked)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
            )}
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
                <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 max-w-full min-w-0 items-center truncate font-medium hover:underline">
                  {site.title}
                </Link>
                <StateBadge state={site.state} />
                <span className="sm:ml-auto">
                  <Badge tone={tones[answer]}>{handoverAnswerLabels[answer]}</Badge>
                </span>
              </div>
              <p className="flex flex-wrap gap-x-3 text-muted">
                <span>{whyText(why)}</span>
                <span>{classificationLabels[site.classification]}</span>
                <span>{site.expiresAt === null ? 'No expiry date' : <>Expires <Instant at={site.expiresAt} now={now} format="both" /></>}</span>
                <span>{site.lastVisitedAt === null ? 'Visits not reported' : <>Last visited <Instant at={site.lastVisitedAt} now={now} format="relative" /></>}</span>
                {answeredAt !== null && <span>Decided <Instant at={answeredAt} now={now} format="relative" /></span>}
              </p>
              {problems?.has(site.id) === true && <p className="text-danger">{problems.get(site.id)}</p>}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
