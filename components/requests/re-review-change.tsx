import { reReviewReason } from '@/lib/domain/re-review';
import type { ReReviewProposal } from '@/lib/domain/request';
import { Callout } from '../ui/callout';
import { Panel } from '../ui/panel';

/** Why an approved audience is decided on again, and what each answer comes to. */
export function ReReviewChange({ proposal }: { proposal: ReReviewProposal }) {
  const { changed, narrowed, because } = proposal;
  return (
    <Panel title="Why it is reviewed again">
      <p>{reReviewReason(changed)} What it was and what it is stands in the history of the Site.</p>
      {because.length > 0 && (
        <ul className="mt-2 list-disc space-y-0.5 pl-4">
          {because.map(({ policy, message }) => (
            <li key={policy.key}>
              {message} <span className="text-muted">Policy “{policy.name}”, version {policy.version}.</span>
            </li>
          ))}
        </ul>
      )}
      {narrowed && (
        <div className="mt-3">
          <Callout tone="warning" title="Closed until somebody has decided">
            Only the owner and admins may open it meanwhile.
          </Callout>
        </div>
      )}
      <h3 className="mt-4 mb-1 font-medium">What an answer means</h3>
      <ul className="list-disc space-y-0.5 pl-4">
        <li>{narrowed ? 'Approved, its audience comes back, without those who have left and within what has ended meanwhile.' : 'Approved, its audience stays as it is.'}</li>
        <li>Rejected, or without an answer in time, only the owner and admins may open it.</li>
        <li>Asked for changes, it waits for the owner’s answer.</li>
      </ul>
    </Panel>
  );
}
