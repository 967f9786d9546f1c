import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { CampaignsTable } from '@/components/campaigns/campaigns-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { listCampaigns } from '@/lib/campaigns/list-campaigns';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';

export const metadata: Metadata = { title: 'Access reviews' };

const views = ['open', 'mine', 'ended'] as const;
const load = createLoader({ view: parseAsStringLiteral(views).withDefault('open'), cursor: parseAsString });
const filters = { open: { open: 'true' }, mine: { waitingFor: 'me' }, ended: { open: 'false' } };
const empty = {
  open: ['No access review is under way', 'An access review asks for each Site who may still open it, until a date. Whoever answers for the Site decides; the evidence stays.'],
  mine: ['No access review waits for you', 'Once somebody asks you who may still open your Sites, it stands here and in your inbox.'],
  ended: ['No access review has ended yet', 'Closed reviews stay here with their evidence.'],
} as const;

export default async function CampaignsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view, cursor } = await load(searchParams);
  const hrefOf = (name: string) => (name === 'open' ? '/campaigns' : `/campaigns?view=${name}`);
  const [actor, list] = await Promise.all([requireActor(), tryRead(listCampaigns, { ...filters[view], limit: '50', ...(cursor !== null && { cursor }) })]);
  const mayStart = judge('campaign.start', roleStandings(actor)).allowed;
  const start = mayStart && (
    <LinkButton href="/campaigns/new" variant="primary">
      Start an access review
    </LinkButton>
  );
  const [title, text] = empty[view];
  return (
    <>
      <PageHeader title="Access reviews" description="Who may still open which Site: asked of those who answer for them, until a date." actions={start} />
      <Tabs
        label="Access reviews"
        current={hrefOf(view)}
        items={[
          { href: hrefOf('open'), label: 'Under way' },
          { href: hrefOf('mine'), label: 'Waiting for me' },
          { href: hrefOf('ended'), label: 'Ended' },
        ]}
      />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={hrefOf(view)}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && (
        <div className="rounded-lg border border-line">
          <EmptyState title={title} action={view === 'open' && start}>
            {text}
          </EmptyState>
        </div>
      )}
      {list.ok && list.answer.items.length > 0 && (
        <div className="rounded-lg border border-line">
          <CampaignsTable campaigns={list.answer.items} now={new Date().toISOString()} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['access review', 'access reviews']}
            firstHref={cursor === null ? undefined : hrefOf(view)}
            nextHref={list.answer.next === null ? undefined : `${hrefOf(view)}${view === 'open' ? '?' : '&'}cursor=${list.answer.next}`}
          />
        </div>
      )}
    </>
  );
}
