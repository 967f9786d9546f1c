import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { LowRiskQueue } from '@/components/requests/low-risk-queue';
import { requestViewDetails, requestViews, requestViewUrl } from '@/components/requests/request-views';
import { RequestsTable } from '@/components/requests/requests-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { read, tryRead } from '@/lib/gate/read';
import { getQueueLoad, type QueueLoad } from '@/lib/requests/get-queue-load';
import { listRequests } from '@/lib/requests/list-requests';
import { requestSorts } from '@/lib/requests/request-order';

export const metadata: Metadata = { title: 'Requests' };

const load = createLoader({ view: parseAsStringLiteral(requestViews).withDefault('waiting'), sort: parseAsStringLiteral(requestSorts), cursor: parseAsString });

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view, sort: chosen, cursor } = await load(searchParams);
  const { label, description, search, emptyTitle, emptyText } = requestViewDetails[view];
  const sort = view === 'decided' ? null : chosen;
  const [list, spread] = await Promise.all([
    tryRead(listRequests, { ...search, ...(sort !== null && { sort }), ...(cursor !== null && { cursor }) }),
    view === 'waiting' || view === 'open' ? read(getQueueLoad, {}) : [],
  ]);
  const table = { label, view, sort: sort ?? search['sort'] ?? 'createdAt', now: new Date().toISOString() };
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
          {view === 'low_risk' ? <LowRiskQueue {...table} requests={list.answer.items} /> : <RequestsTable {...table} requests={list.answer.items} />}
          <ForwardPager
            shown={list.answer.items.length}
            noun={['request', 'requests']}
            firstHref={cursor === null ? undefined : requestViewUrl(view, { sort: sort ?? undefined })}
            nextHref={list.answer.next === null ? undefined : requestViewUrl(view, { sort: sort ?? undefined, cursor: list.answer.next })}
          />
          {spread.length > 0 && <p className="mt-2 text-muted">{loadText(spread)}</p>}
        </>
      )}
    </>
  );
}

/** How the queue is spread: "Taken on: Renata Okafor 3; by nobody 9." */
function loadText(spread: QueueLoad): string {
  return `Taken on: ${spread.map(({ name, count }) => `${name ?? 'by nobody'} ${count.toLocaleString('en-US')}`).join('; ')}.`;
}
