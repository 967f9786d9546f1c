import Link from 'next/link';
import type { CampaignItemView } from '@/lib/campaigns/campaign-shape';
import { answererReasonLabels } from '@/lib/domain/campaign';
import { Instant } from '../ui/time';
import { EffectBadge, ItemStateBadge } from './campaign-badges';

export interface CampaignItemRowsProps {
  campaignId: string;
  items: CampaignItemView[];
  now: string;
  /** Left out for those who only look. */
  isTicked?: (siteId: string) => boolean;
  onTick?: (siteId: string, isTicked: boolean) => void;
  /** Why a Site could not be answered, by its id. */
  problems?: ReadonlyMap<string, string>;
}

/** Sites of an access review: who is asked, what is advised, what was answered. */
export function CampaignItemRows({ campaignId, items, now, isTicked, onTick, problems }: CampaignItemRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ site, reviewer, state, answeredAt, answeredBy, note, effect, effectNote, entries }) => (
        <li key={site.id} className="px-4 py-2">
          <div className="flex items-start gap-3">
            {onTick !== undefined && (
              <input
                type="checkbox"
                aria-label={`Choose ${site.title}`}
                checked={state === 'waiting' && isTicked?.(site.id) === true}
                disabled={state !== 'waiting' || entries.certify < entries.total}
                title={state === 'waiting' && entries.certify < entries.total ? 'Not everybody is advised to stay: open it and decide' : undefined}
                onChange={(event) => onTick(site.id, event.target.checked)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
            )}
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
                <Link href={`/campaigns/${campaignId}/sites/${site.id}`} className="inline-flex min-h-6 max-w-full min-w-0 items-center truncate font-medium hover:underline">
                  {site.title}
                </Link>
                <span className="flex flex-wrap gap-1 sm:ml-auto">
                  {effect !== null && state !== 'gone' && <EffectBadge effect={effect} />}
                  <ItemStateBadge state={state} />
                </span>
              </div>
              <p className="flex flex-wrap gap-x-3 text-muted">
                <span>{reviewer === null ? 'Nobody to ask: the admins answer' : `${reviewer.name}, ${answererReasonLabels[reviewer.why]}`}</span>
                <span>{adviceText(entries)}</span>
                {answeredAt !== null && (
                  <span>
                    {answeredBy} answered <Instant at={answeredAt} now={now} format="relative" />
                    {entries.revoked > 0 && `, ${entries.revoked.toLocaleString('en-US')} revoked`}
                  </span>
                )}
              </p>
              {note !== null && <p className="break-words">“{note}”</p>}
              {effectNote !== null && <p className="text-warning">{effectNote}</p>}
              {problems?.has(site.id) === true && <p className="text-danger">{problems.get(site.id)}</p>}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function adviceText({ total, look, revoke }: CampaignItemView['entries']): string {
  const all = `${total.toLocaleString('en-US')} ${total === 1 ? 'entry' : 'entries'}`;
  const parts = [...(revoke > 0 ? [`${revoke.toLocaleString('en-US')} to revoke`] : []), ...(look > 0 ? [`${look.toLocaleString('en-US')} to look at`] : [])];
  return parts.length === 0 ? `${all}, nothing speaks against` : `${all}: ${parts.join(', ')}`;
}
