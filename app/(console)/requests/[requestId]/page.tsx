import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { AudienceChange } from '@/components/requests/audience-change';
import { DecisionPanel } from '@/components/requests/decision-panel';
import { RenewalChange } from '@/components/requests/renewal-change';
import { RequestReason } from '@/components/requests/request-reason';
import { RequestStateBadge } from '@/components/requests/request-state-badge';
import { SiteData } from '@/components/requests/site-data';
import { SiteFacts } from '@/components/requests/site-facts';
import { SiteHistory } from '@/components/requests/site-history';
import { TransferChange } from '@/components/requests/transfer-change';
import { PageHeader } from '@/components/ui/page-header';
import { requestKindLabels } from '@/lib/domain/request';
import { tryRead } from '@/lib/gate/read';
import { getRequest } from '@/lib/requests/get-request';
import { decideRequest, withdrawRequest } from '../actions';

type Props = { params: Promise<{ requestId: string }> };

/** Title and page read the request once. An address that can't be one is no page. */
const load = cache(async (requestId: string) => {
  const found = await tryRead(getRequest, { requestId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = await load((await params).requestId);
  return { title: `${requestKindLabels[request.kind]}: ${request.site.title}` };
}

export default async function RequestPage({ params }: Props) {
  const request = await load((await params).requestId);
  const { kind, state, site, proposal, audienceDiff, siteDetail } = request;
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Requests', href: '/requests' }]}
        title={`${requestKindLabels[kind]}: ${site.title}`}
        meta={<RequestStateBadge state={state} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          <RequestReason request={request} now={now} />
          {audienceDiff !== null && <AudienceChange request={request} diff={audienceDiff} />}
          {'expiresAt' in proposal && <RenewalChange request={request} proposal={proposal} now={now} />}
          {'to' in proposal && <TransferChange proposal={proposal} />}
        </div>
        <div className="min-w-0 lg:sticky lg:top-4 lg:row-span-2">
          <DecisionPanel request={request} now={now} decide={decideRequest} withdraw={withdrawRequest} />
        </div>
        {siteDetail !== null && (
          <div className="min-w-0 space-y-4">
            <SiteFacts site={siteDetail} now={now} />
            <SiteData site={siteDetail} />
            {siteDetail.record !== null && <SiteHistory timeline={siteDetail.record.timeline} now={now} />}
          </div>
        )}
      </div>
    </>
  );
}
