import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import { sensitivityLabels } from '@/lib/domain/classification';
import type { Dossier } from '@/lib/domain/dossier';
import { Panel } from '../../ui/panel';
import { Instant } from '../../ui/time';
import { RequestStateBadge } from '../request-state-badge';
import { gainsText } from '../request-ask';

/** How like cases were decided, and why: of this Site first, then those with data as sensitive. */
export function SimilarPanel({ similar, now }: { similar: NonNullable<Dossier['precedents']>['similar']; now: string }) {
  return (
    <Panel title="Similar past decisions">
      {similar.length === 0 ? (
        <p className="text-muted">Nothing like it has been decided here yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {similar.map(({ requestId, site, state, to, gains, sensitivity, decidedAt, by, note, isSameSite }) => (
            <li key={requestId} className="py-2 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Link href={`/requests/${requestId}`} prefetch={false} className="inline-flex min-h-6 min-w-0 items-center font-medium break-words hover:underline">
                  {site}
                </Link>
                <RequestStateBadge state={state} />
                {isSameSite && <span className="text-xs text-muted">this Site</span>}
              </p>
              <p className="text-muted">
                {audienceLabels[to]}, {gainsText(gains)}
                {sensitivity !== null && `, ${sensitivityLabels[sensitivity].toLowerCase()} data`}
                {' · '}
                {by !== null && `${by}, `}
                <Instant at={decidedAt} now={now} />
              </p>
              {note !== null && <p className="break-words whitespace-pre-line">“{note}”</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
