import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { CampaignFacts } from '@/components/campaigns/campaign-facts';
import { CampaignStateBadge } from '@/components/campaigns/campaign-badges';
import { EvidenceSites } from '@/components/campaigns/evidence-sites';
import { ForwardPager } from '@/components/table/forward-pager';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { FigureList } from '@/components/ui/figure-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { getCampaign } from '@/lib/campaigns/get-campaign';
import { listCampaignEvidence } from '@/lib/campaigns/list-campaign-evidence';
import { tryRead } from '@/lib/gate/read';

type Props = { params: Promise<{ campaignId: string }>; searchParams: Promise<SearchParams> };

const load = createLoader({ cursor: parseAsString });

const readCampaign = cache(async (campaignId: string) => {
  const found = await tryRead(getCampaign, { campaignId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Evidence of ${(await readCampaign((await params).campaignId)).name}` };
}

export default async function EvidencePage({ params, searchParams }: Props) {
  const campaign = await readCampaign((await params).campaignId);
  const { cursor } = await load(searchParams);
  const path = `/campaigns/${campaign.id}/evidence`;
  const list = await tryRead(listCampaignEvidence, { campaignId: campaign.id, limit: '50', ...(cursor !== null && { cursor }) });
  const now = new Date().toISOString();
  const { counts, entries, effects } = campaign;
  const file = (format: string) => `/api/v1/campaigns/${campaign.id}/evidence?format=${format}`;
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Access reviews', href: '/campaigns' },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
        ]}
        title={`Evidence of ${campaign.name}`}
        meta={<CampaignStateBadge state={campaign.state} />}
        description={
          campaign.closedAt === null
            ? 'The review goes on; this is what is there so far.'
            : 'What was found, by names as they were then. It reads the same whatever becomes of the Sites and people; the audit log holds an event for each answer.'
        }
        actions={
          list.ok && (
            <>
              <a href={file('csv')} download className={buttonClass()}>
                CSV
              </a>
              <a href={file('json')} download className={buttonClass()}>
                JSON
              </a>
            </>
          )
        }
      />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={`/campaigns/${campaign.id}`}>Back to the review</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && (
        <div className="space-y-4">
          <FigureList
            items={[
              { label: 'Sites', value: counts.sites },
              { label: 'Answered', value: counts.answered },
              { label: 'No answer', value: counts.silent },
              { label: 'Still waiting', value: counts.waiting },
              { label: 'Entries kept', value: entries.certified },
              { label: 'Entries revoked', value: entries.revoked },
              { label: 'Audiences narrowed', value: effects.narrowed + effects.closed },
              { label: 'Sites disabled', value: effects.disabled },
            ]}
          />
          <CampaignFacts campaign={campaign} now={now} />
          {list.answer.items.length === 0 && <EmptyState title="There is no Site in it" />}
          <EvidenceSites sites={list.answer.items} now={now} />
          {list.answer.items.length > 0 && (
            <ForwardPager
              shown={list.answer.items.length}
              noun={['Site', 'Sites']}
              firstHref={cursor === null ? undefined : path}
              nextHref={list.answer.next === null ? undefined : `${path}?cursor=${list.answer.next}`}
            />
          )}
        </div>
      )}
    </>
  );
}
