import Link from 'next/link';
import { proposalReasonTexts } from '@/lib/domain/owner-proposal';
import { quarantineReasonLabels } from '@/lib/domain/site';
import type { Quarantined } from '@/lib/quarantine/list-quarantine';
import { StateBadge } from '../sites/site-badges';
import { PersonChip } from '../ui/person-chip';
import { Instant } from '../ui/time';

export interface QuarantineRowsProps {
  items: Quarantined[];
  now: string;
  /** Left out for those who only look. */
  isTicked?: (siteId: string) => boolean;
  onTick?: (siteId: string, isTicked: boolean) => void;
  /** Why a Site could not be released, by its id. */
  problems?: ReadonlyMap<string, string>;
}

/** Sites in quarantine, each with why, since when, and who could own it. */
export function QuarantineRows({ items, now, isTicked, onTick, problems }: QuarantineRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ site, reason, since, owner, department, proposal }) => (
        <li key={site.id} className="flex items-start gap-3 px-4 py-2">
          {onTick !== undefined && (
            <input
              type="checkbox"
              aria-label={`Choose ${site.title}`}
              checked={isTicked?.(site.id) === true}
              onChange={(event) => onTick(site.id, event.target.checked)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
          )}
          <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="min-w-0">
              <div className="flex flex-wrap items-center gap-x-3">
                <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 max-w-full min-w-0 items-center truncate font-medium hover:underline">
                  {site.title}
                </Link>
                <StateBadge state={site.state} />
              </div>
              <p className="text-muted">
                {quarantineReasonLabels[reason]}
                {owner !== null && ` (${owner.name})`}, <Instant at={since} now={now} format="relative" />
                {department !== null && ` · ${department}`}
              </p>
              {problems?.has(site.id) === true && <p className="text-danger">{problems.get(site.id)}</p>}
            </div>
            {proposal === null ? <p className="text-muted">The record names nobody who is still there.</p> : <PersonChip name={proposal.person.name} secondary={proposalReasonTexts[proposal.reason]} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
