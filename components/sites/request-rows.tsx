import Link from 'next/link';
import { audienceLabels } from '@/lib/domain/audience';
import { recordChangeLabels, requestKindLabels, requestStateLabels } from '@/lib/domain/request';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { RequestSummary } from '@/lib/requests/request-shape';
import { Badge } from '../ui/badge';
import { FormattedNumber } from '../ui/number';
import { Instant } from '../ui/time';
import type { Tone } from '../ui/tone';

const tones: Record<RequestSummary['state'], Tone> = {
  pending: 'info',
  changes_requested: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  timed_out: 'neutral',
};

export interface RequestRowsProps {
  requests: RequestSummary[];
  now: string;
  /** Which moment counts here: since when it waits, or when it was decided. */
  moment?: 'submitted' | 'decided' | undefined;
  /** Left out where all of them are in the same state. */
  hidesState?: boolean | undefined;
}

/** Requests, one a line: what is asked of which Site, by whom, and for how long it has waited. */
export function RequestRows({ requests, now, moment = 'submitted', hidesState = false }: RequestRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {requests.map((request) => {
        const at = moment === 'decided' ? (request.decidedAt ?? request.submittedAt) : request.submittedAt;
        return (
          <li key={request.id} className="flex items-start gap-3 px-4 py-1.5">
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
              <Link href={`/requests/${request.id}`} className="inline-flex min-h-6 max-w-full items-center truncate font-medium hover:underline">
                {requestKindLabels[request.kind]} of {request.site.title}
              </Link>
              {!hidesState && <Badge tone={tones[request.state]}>{requestStateLabels[request.state]}</Badge>}
              <span className="basis-full text-muted">
                {proposalText(request)} · asked by {request.requester.name}
              </span>
            </span>
            <span className="flex min-h-6 items-center text-muted">
              <Instant at={at} now={now} format="relative" />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function proposalText({ proposal }: RequestSummary) {
  if ('to' in proposal) return <>to {proposal.to.name}</>;
  if ('expiresAt' in proposal) return <>until {longUtcDate(new Date(proposal.expiresAt))}</>;
  if ('changed' in proposal) return <>what changed: {proposal.changed.map((what) => recordChangeLabels[what]).join(', ')}</>;
  const { audience, gains } = proposal;
  return (
    <>
      to {audienceLabels[audience.mode].toLowerCase()}, <FormattedNumber value={gains} /> {gains === 1 ? 'person gains' : 'people gain'} access
    </>
  );
}
