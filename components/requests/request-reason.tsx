import type { RequestDetail } from '@/lib/requests/request-shape';
import { PersonChip } from '../ui/person-chip';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { requestAsk } from './request-ask';

/** Who asks for what, and why. */
export function RequestReason({ request, now }: { request: RequestDetail; now: string }) {
  const { requester, reason, createdAt, submittedAt, revision, proposal, audienceDiff } = request;
  // The count of now, as in the panel below it.
  const asked = !('gains' in proposal) || audienceDiff === null ? proposal : { ...proposal, gains: audienceDiff.gains };
  return (
    <Panel title={requestAsk({ ...request, proposal: asked })}>
      <p className="break-words whitespace-pre-line">{reason}</p>
      <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <PersonChip name={requester.name} departed={!requester.active} />
        <span>
          asked <Instant at={createdAt} now={now} />
          {submittedAt !== createdAt && (
            <>
              , revised <Instant at={submittedAt} now={now} />
            </>
          )}
          {' · '}revision {revision}
        </span>
      </p>
    </Panel>
  );
}
