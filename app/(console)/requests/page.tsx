import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { requestViewDetails, requestViews, requestViewUrl } from '@/components/requests/request-views';
import { RequestsTable } from '@/components/requests/requests-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { tryRead } from '@/lib/gate/read';
import { listRequests } from '@/lib/requests/list-requests';

export const metadata: Metadata = { title: 'Requests' };

const load = createLoader({ view: parseAsStringLiteral(requestViews).withDefault('waiting'), cursor: parseAsString });

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view, cursor } = await load(searchParams);
  const { label, description, search, emptyTitle, emptyText } = requestViewDetails[view];
  const list = await tryRead(listRequests, { ...search, ...(cursor !== null && { cursor }) });
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader title="Requests" description={description} />
      <Tabs
        label="Requests"
        current={requestViewUrl(view)}
        items={requestViews.map((each) => ({ href: requestViewUrl(each), label: requestViewDetails[each].label }))}
      />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={requestViewUrl(view)}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && <EmptyState title={emptyTitle}>{emptyText}</EmptyState>}
      {list.ok && list.answer.items.length > 0 && (
        <>
          <RequestsTable label={label} isDecided={view === 'decided'} requests={list.answer.items} now={now} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['request', 'requests']}
            firstHref={cursor === null ? undefined : requestViewUrl(view)}
            nextHref={list.answer.next === null ? undefined : requestViewUrl(view, list.answer.next)}
          />
        </>
      )}
    </>
  );
}
