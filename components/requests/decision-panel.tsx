import { isOpen, requestStateLabels, type RequestKind } from '@/lib/domain/request';
import { longUtcDate } from '@/lib/domain/utc-day';
import type { ActionResult } from '@/lib/gate/action';
import type { RequestDetail } from '@/lib/requests/request-shape';
import type { DialogKind } from '../sites/dialog-kind';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { Instant } from '../ui/time';
import { DecisionForm, type DecisionInput } from './decision-form';
import { DecisionList } from './decision-list';
import { gainsText } from './request-ask';
import { WithdrawRequest } from './withdraw-request';

export interface DecisionPanelProps {
  request: RequestDetail;
  now: string;
  decide: (input: DecisionInput) => Promise<ActionResult<unknown>>;
  withdraw: (input: { requestId: string; revision: number; note: string }) => Promise<ActionResult<unknown>>;
}

/** The action on the Site's page by which a request is made, and made again. */
const revising: Partial<Record<RequestKind, DialogKind>> = { widening: 'request_widening', transfer: 'transfer', renewal: 'renew' };

/** Everything that can be done with a request, and what was answered so far. */
export function DecisionPanel({ request, now, decide, withdraw }: DecisionPanelProps) {
  const { actions, kind, state, decisions, revision, site } = request;
  const isTransfer = kind === 'transfer';
  const waits = state === 'changes_requested';
  return (
    <Panel title="Decision">
      <div className="space-y-4">
        {state === 'pending' && (
          <DecisionForm
            requestId={request.id}
            isTransfer={isTransfer}
            revision={revision}
            consequence={consequenceOf(request)}
            decide={actions.decide}
            action={decide}
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
            {actions.revise.allowed && (
              <LinkButton variant="primary" href={`/sites/${site.slug}?do=${revising[kind] ?? ''}`}>
                Revise
              </LinkButton>
            )}
            <WithdrawRequest requestId={request.id} revision={revision} siteTitle={site.title} withdraw={actions.withdraw} action={withdraw} />
          </div>
        )}
        <section aria-labelledby="decisions" className="border-t border-line pt-3">
          <h3 id="decisions" className="mb-2 font-medium">
            Answers so far
          </h3>
          {decisions.length === 0 ? <p className="text-muted">None yet.</p> : <DecisionList kind={kind} decisions={decisions} now={now} />}
        </section>
      </div>
    </Panel>
  );
}

function consequenceOf({ proposal, audienceDiff }: RequestDetail): string {
  if ('to' in proposal) return `Accepting makes ${proposal.to.name} the owner at once.`;
  if ('expiresAt' in proposal) return `Approving takes effect at once: the Site runs until ${longUtcDate(new Date(proposal.expiresAt))}.`;
  return `Approving takes effect at once: ${gainsText(audienceDiff?.gains ?? proposal.gains)}.`;
}
