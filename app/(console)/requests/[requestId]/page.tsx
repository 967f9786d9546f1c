import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { AnswerReReview } from '@/components/requests/answer-re-review';
import { AddEvidence } from '@/components/requests/add-evidence';
import { ChangedSince } from '@/components/requests/changed-since';
import { DecisionPanel } from '@/components/requests/decision-panel';
import { DossierView } from '@/components/requests/dossier/dossier-view';
import { QueueLinks } from '@/components/requests/queue-links';
import { RenewalChange } from '@/components/requests/renewal-change';
import { ReReviewChange } from '@/components/requests/re-review-change';
import { RequestReason } from '@/components/requests/request-reason';
import { RequestStateBadge } from '@/components/requests/request-state-badge';
import { RiskBadge } from '@/components/requests/risk-badge';
import { SiteData } from '@/components/requests/site-data';
import { SiteFacts } from '@/components/requests/site-facts';
import { SiteHistory } from '@/components/requests/site-history';
import { TransferChange } from '@/components/requests/transfer-change';
import { DueBadge } from '@/components/requests/due-badge';
import { DialogButton } from '@/components/ui/dialog-button';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { isOpen, requestKindLabels } from '@/lib/domain/request';
import { tryRead } from '@/lib/gate/read';
import { getQueuePlace } from '@/lib/requests/get-queue-place';
import { getReview } from '@/lib/requests/get-review';
import { findPeople } from '../../lookups';
import { addEvidence, answerReReview, claimRequest, commentOnRequest, decideRequest, handOverRequest, releaseRequest, withdrawRequest } from '../actions';

type Props = { params: Promise<{ requestId: string }> };

const run = {
  decide: decideRequest, withdraw: withdrawRequest, comment: commentOnRequest, claim: claimRequest, release: releaseRequest, handOver: handOverRequest, findPeople,
};

/** Title and page read the request once. An address that can't be one is no page. */
const load = cache(async (requestId: string) => {
  const found = await tryRead(getReview, { requestId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await load((await params).requestId);
  return { title: `${requestKindLabels[request.kind]}: ${request.site.title}` };
}

export default async function RequestPage({ params }: Props) {
  const { requestId } = await params;
  const [{ request, dossier }, place] = await Promise.all([load(requestId), tryRead(getQueuePlace, { requestId })]);
  const { kind, state, site, proposal, siteDetail, risk, dueAt, actions } = request;
  const now = new Date().toISOString();
  const score = dossier?.risk?.score ?? risk;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Requests', href: '/requests' }]}
        title={`${requestKindLabels[kind]}: ${site.title}`}
        meta={
          <>
            <RequestStateBadge state={state} />
            {score !== null && <RiskBadge score={score} />}
            {isOpen(state) && dueAt !== null && <DueBadge dueAt={dueAt} now={now} />}
          </>
        }
        actions={
          <>
            <span className="lg:hidden">
              <LinkButton href="#decision" size="sm">
                Decide
              </LinkButton>
            </span>
            {place.ok && <QueueLinks {...place.answer} />}
          </>
        }
      />
      <ChangedSince request={request} now={now} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          <RequestReason request={request} now={now} />
          {'changed' in proposal && <ReReviewChange proposal={proposal} />}
          {kind === 're_review' && request.actions.revise.allowed && <AnswerReReview requestId={request.id} revision={request.revision} answer={answerReReview} />}
          {'expiresAt' in proposal && <RenewalChange request={request} proposal={proposal} now={now} />}
          {'to' in proposal && <TransferChange proposal={proposal} />}
        {dossier !== null && (
          <DossierView
            dossier={dossier}
            isCounted={isOpen(state)}
            now={now}
            evidenceActions={
              isOpen(state) &&
              actions.addEvidence.allowed && (
                <DialogButton label="Add evidence" buttonSize="sm" title="Add evidence" description="It is kept with the request. Approvals that were given without it no longer count." size="lg">
                  <AddEvidence requestId={request.id} siteId={site.id} revision={request.revision} asked={request.plan?.evidence ?? []} action={addEvidence} />
                </DialogButton>
              )
            }
            siteActions={
              <LinkButton size="sm" variant="ghost" href={`/sites/${site.slug}`}>
                Open its page
              </LinkButton>
            }
          />
        )}
        {siteDetail !== null && (
          <>
            <SiteFacts site={siteDetail} now={now} />
            <SiteData site={siteDetail} />
            {siteDetail.record !== null && <SiteHistory timeline={siteDetail.record.timeline} now={now} />}
          </>
        )}
        </div>
        <div id="decision" className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto">
          <DecisionPanel request={request} now={now} run={run} />
        </div>
      </div>
    </>
  );
}
