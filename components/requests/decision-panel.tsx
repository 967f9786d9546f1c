import { evidenceLabels } from '@/lib/domain/evidence';
import { isOpen, requestStateLabels, type RequestKind } from '@/lib/domain/request';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { RequestDetail } from '@/lib/requests/request-shape';
import type { DialogKind } from '../sites/dialog-kind';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { ClaimBar } from './claim-bar';
import { CommentThread } from './comment-thread';
import { DecisionForm } from './decision-form';
import { DecisionList } from './decision-list';
import { gainsText } from './request-ask';
import type { ReviewActions } from './review-actions';
import { StagePath } from './stage-path';
import { WithdrawRequest } from './withdraw-request';

export interface DecisionPanelProps {
  request: RequestDetail;
  now: string;
  run: ReviewActions;
}

/** The action on the Site's page by which a request is made, and made again; a widening has a page of its own. */
const revising: Partial<Record<RequestKind, DialogKind>> = { transfer: 'transfer', renewal: 'renew' };

/** Everything that can be done with a request, and what was answered so far. */
export function DecisionPanel({ request, now, run }: DecisionPanelProps) {
  const { id, actions, kind, state, decisions, revision, site, plan, pin, comments, claimedBy, claimedAt } = request;
  const { claim, release, handOver } = actions;
  const isTransfer = kind === 'transfer';
  const waits = state === 'changes_requested';
  return (
    <Panel title="Decision">
      <div className="space-y-4">
        {plan !== null && <StagePath stages={plan.stages} />}
        {state === 'pending' && (
          <DecisionForm
            requestId={request.id}
            isTransfer={isTransfer}
            revision={revision}
            pin={pin}
            stages={plan?.stages.filter(({ you }) => you.mayAnswer).map(({ key, name }) => ({ key, name })) ?? []}
            consequence={consequenceOf(request)}
            decide={actions.decide}
            unapprovable={unapprovable(request)}
            action={run.decide}
          />
        )}
        {waits && (
          <p>
            {actions.revise.allowed
              ? 'Changes were asked for. Revise the request, and it waits for a decision again.'
              : request.requester.active
                ? `Changes were asked for. It waits until ${request.requester.name} revises it.`
                : `Changes were asked for, but ${request.requester.name} has left and can’t revise it. An admin can withdraw it; then somebody else can ask.`}
          </p>
        )}
        {!isOpen(state) && (
          <p>
            {requestStateLabels[state]}
            {request.decidedAt !== null && (
              <>
                {' '}
                <Instant at={request.decidedAt} now={now} />
              </>
            )}
            . Nothing more can be done with this request.
          </p>
        )}
        {isOpen(state) && (actions.withdraw.allowed || actions.revise.allowed) && (
          <div className="flex flex-wrap gap-2">
            {actions.revise.allowed && kind !== 're_review' && (
              <LinkButton variant="primary" href={kind === 'widening' ? `/sites/${site.slug}/widen` : `/sites/${site.slug}?do=${revising[kind] ?? ''}`}>
                Revise
              </LinkButton>
            )}
            <WithdrawRequest requestId={request.id} revision={revision} siteTitle={site.title} withdraw={actions.withdraw} action={run.withdraw} />
          </div>
        )}
        {isOpen(state) && !isTransfer && <ClaimBar request={{ id, claimedBy, claimedAt }} may={{ claim, release, handOver }} suggestions={answerers(request)} now={now} actions={run} />}
        <section aria-labelledby="decisions" className="border-t border-line pt-3">
          <h3 id="decisions" className="mb-2 font-medium">
            Answers so far
          </h3>
          {decisions.length === 0 ? <p className="text-muted">None yet.</p> : <DecisionList kind={kind} decisions={decisions} requestId={request.id} now={now} />}
        </section>
        <section aria-labelledby="comments" className="border-t border-line pt-3">
          <h3 id="comments" className="mb-2 font-medium">
            Comments
          </h3>
          <CommentThread requestId={request.id} comments={comments} mayComment={actions.comment.allowed} now={now} action={run.comment} />
        </section>
      </div>
    </Panel>
  );
}

/** Who could answer one of the open stages, by name: to hand it over to. */
function answerers({ plan }: RequestDetail): { id: string; name: string; email: string }[] {
  const asked = plan?.stages.filter(({ state }) => state === 'open').flatMap(({ deciders }) => deciders.first) ?? [];
  return [...new Map(asked.map(({ id, name, email }) => [id, { id, name, email }])).values()];
}

function consequenceOf({ proposal, audienceDiff, plan }: RequestDetail): string {
  if ('to' in proposal) return `Accepting makes ${proposal.to.name} the owner at once.`;
  if ('expiresAt' in proposal) return `Approving takes effect at once: the Site runs until ${longUtcDate(new Date(proposal.expiresAt))}.`;
  if ('changed' in proposal && !proposal.narrowed) return 'Approving leaves the audience as it is. Rejecting takes it away from all but the owner and admins.';
  const gains = gainsText(audienceDiff?.gains ?? proposal.gains);
  const until = proposal.until === null ? '' : `, until ${longUtcDate(new Date(proposal.until))}`;
  const others = plan?.stages.reduce((sum, { approvals, given, state }) => sum + (state === 'through' ? 0 : approvals - given), 0) ?? 1;
  return others > 1 ? `It takes ${others} more approvals; with the last one ${gains}${until}.` : `Approving takes effect at once: ${gains}${until}.`;
}

/** What keeps everybody from approving it: a policy that forbids it, or evidence that is not there. */
function unapprovable({ plan }: RequestDetail): string | null {
  if (plan === null) return null;
  const [forbidden] = plan.judgement.forbidden;
  if (forbidden !== undefined) return `${forbidden.message} (${forbidden.policy.name})`;
  const open = plan.evidence.filter(({ isRequired, given }) => isRequired && (given === null || given.outcome === 'failed')).map(({ kind }) => evidenceLabels[kind].toLowerCase());
  return open.length === 0 ? null : `Evidence is missing: ${open.join(', ')}. It can be added, or you ask for changes.`;
}
