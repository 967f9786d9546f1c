'use client';

import Link from 'next/link';
import type { UnvisitedView } from '@/lib/reviews/list-unvisited';
import { KeepForm } from '../sites/keep-form';
import type { RunOnSite } from '../sites/site-commands';
import { DialogButton } from '../ui/dialog-button';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';

export interface UnvisitedSitesProps {
  sites: UnvisitedView[];
  now: string;
  keepSite: RunOnSite;
  readOnlyReason: string | undefined;
}

/** One's own Sites that nobody visits, each with the question whether it is still needed. */
export function UnvisitedSites({ sites, now, keepSite, readOnlyReason }: UnvisitedSitesProps) {
  return (
    <Panel title="Nobody visits these" description="Say of each whether it is still needed." flush>
      <ul className="divide-y divide-line">
        {sites.map((site) => (
          <li key={site.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60">
              <Link href={`/sites/${site.slug}`} prefetch={false} className="inline-flex min-h-6 items-center font-medium hover:underline">
                {site.title}
              </Link>
              <span className="block text-muted">
                Since <Instant at={site.since} now={now} format="both" />.{' '}
                {site.answerBy === null ? (
                  'Nobody was asked yet.'
                ) : (
                  <>
                    Without an answer it is disabled on <Instant at={site.answerBy} now={now} format="date" />.
                  </>
                )}
              </span>
            </span>
            <DialogButton label={<>Still needed<span className="sr-only">: {site.title}</span></>} buttonSize="sm" disabledReason={readOnlyReason} title={`Keep ${site.title}`}>
              <KeepForm site={site} run={keepSite} />
            </DialogButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
