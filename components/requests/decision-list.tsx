import type { Answer, RequestKind } from '@/lib/domain/request';
import type { RequestDetail } from '@/lib/requests/request-shape';
import { Timeline } from '../ui/timeline';
import type { Tone } from '../ui/tone';

export interface DecisionListProps {
  kind: RequestKind;
  decisions: RequestDetail['decisions'];
  now: string;
}

const words: Record<Answer, { reviewed: string; transfer: string; tone: Tone }> = {
  approve: { reviewed: 'Approved', transfer: 'Accepted', tone: 'success' },
  reject: { reviewed: 'Rejected', transfer: 'Declined', tone: 'danger' },
  ask_changes: { reviewed: 'Asked for changes', transfer: 'Asked for changes', tone: 'warning' },
};

/** The answers so far, newest first, each with the revisions that it was given on. */
export function DecisionList({ kind, decisions, now }: DecisionListProps) {
  return (
    <Timeline
      now={now}
      items={[...decisions].reverse().map(({ id, decidedAt, reviewer, decision, note, requestRevision, siteRevision }) => ({
        id,
        at: decidedAt,
        title: words[decision][kind === 'transfer' ? 'transfer' : 'reviewed'],
        tone: words[decision].tone,
        actor: reviewer.name,
        body: (
          <>
            {note !== null && <p className="break-words whitespace-pre-line">{note}</p>}
            <p className="text-xs text-muted">
              On revision {requestRevision} of the request, revision {siteRevision} of the Site
            </p>
          </>
        ),
      }))}
    />
  );
}
