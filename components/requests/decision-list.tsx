import Link from 'next/link';
import type { Answer, RequestKind } from '@/lib/domain/request';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { Badge } from '../ui/badge';
import { Timeline } from '../ui/timeline';
import type { Tone } from '../ui/tone';

export interface DecisionListProps {
  kind: RequestKind;
  decisions: RequestDetail['decisions'];
  requestId: string;
  now: string;
}

const words: Record<Answer, { reviewed: string; transfer: string; tone: Tone }> = {
  approve: { reviewed: 'Approved', transfer: 'Accepted', tone: 'success' },
  reject: { reviewed: 'Rejected', transfer: 'Declined', tone: 'danger' },
  ask_changes: { reviewed: 'Asked for changes', transfer: 'Asked for changes', tone: 'warning' },
};

/** The answers so far, newest first, each with the revisions that it was given on. */
export function DecisionList({ kind, decisions, requestId, now }: DecisionListProps) {
  return (
    <Timeline
      now={now}
      items={[...decisions].reverse().map(({ id, decidedAt, reviewer, decision, note, requestRevision, siteRevision, stage, counts, onBehalfOf, gains, hasRecord }) => ({
        id,
        at: decidedAt,
        title: words[decision][kind === 'transfer' ? 'transfer' : 'reviewed'],
        tone: words[decision].tone,
        actor: onBehalfOf === null ? reviewer.name : `${reviewer.name} in place of ${onBehalfOf.name}`,
        body: (
          <>
            {note !== null && <p className="break-words whitespace-pre-line">{note}</p>}
            {gains && <Badge tone="warning">Would gain access</Badge>}
            <p className="text-xs text-muted">
              {kind === 'transfer' ? '' : `Stage ${stage}, on `}revision {requestRevision} of the request, revision {siteRevision} of the Site
              {!counts && decision === 'approve' && '. It no longer counts: something changed since'}
            </p>
            {hasRecord && (
              <Link href={`/requests/${requestId}/record?decision=${id}`} prefetch={false} className="inline-flex min-h-6 items-center text-accent-text hover:underline">
                What was seen
              </Link>
            )}
          </>
        ),
      }))}
    />
  );
}
