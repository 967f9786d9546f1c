import Link from 'next/link';
import type { SiteSummary } from '@/lib/sites/site-shape';
import { DialogButton } from '../ui/dialog-button';
import { Instant } from '../ui/time';
import { RenewForm } from './renew-form';
import { ConditionBadges } from './site-badges';
import type { RunOnSite } from './site-commands';

export interface RenewRowsProps {
  sites: SiteSummary[];
  now: string;
  renewSite: RunOnSite;
}

/** Sites by the day on which they end, each with the way to renew it. */
export function RenewRows({ sites, now, renewSite }: RenewRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {sites.map((site) => (
        <li key={site.id} className="flex items-center gap-3 px-4 py-1.5">
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
            <Link href={`/sites/${site.slug}`} className="inline-flex min-h-6 min-w-0 items-center truncate font-medium hover:underline">
              {site.title}
            </Link>
            <ConditionBadges conditions={site.conditions.filter((condition) => condition === 'expired' || condition === 'expiring')} />
            <span className="text-muted">
              {site.expiresAt === null ? 'No expiry date' : <Instant at={site.expiresAt} now={now} format="both" />}
            </span>
          </span>
          <DialogButton label={<>Renew<span className="sr-only"> {site.title}</span></>} buttonSize="sm" title={`Renew ${site.title}`}>
            <RenewForm site={site} now={now} renewSite={renewSite} />
          </DialogButton>
        </li>
      ))}
    </ul>
  );
}
