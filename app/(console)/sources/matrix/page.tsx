import type { Metadata } from 'next';
import { toQuery, type PageSearch } from '@/components/sites/list-query';
import { MatrixFilters } from '@/components/sources/matrix-filters';
import { MatrixTable } from '@/components/sources/matrix-table';
import { SourceTabs } from '@/components/sources/source-tabs';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { read, tryRead } from '@/lib/gate/read';
import { listMatrix } from '@/lib/sources/list-matrix';
import { listSources } from '@/lib/sources/list-sources';

export const metadata: Metadata = { title: 'Who uses what' };

const path = '/sources/matrix';

export default async function MatrixPage({ searchParams }: { searchParams: Promise<PageSearch> }) {
  const query = toQuery(await searchParams);
  const [{ items }, list] = await Promise.all([read(listSources, {}), tryRead(listMatrix, Object.fromEntries(query))]);
  const sources = items.map(({ key, name }) => ({ key, name }));
  const hrefWith = (cursor: string | null) => {
    const params = new URLSearchParams(query);
    params.delete('cursor');
    if (cursor !== null) params.set('cursor', cursor);
    return params.size === 0 ? path : `${path}?${params.toString()}`;
  };
  // Columns that no row of the page fills say nothing; those that are asked for stay.
  const asked = (query.get('uses') ?? '').split(',');
  const used = new Set(list.ok ? list.answer.items.flatMap(({ uses }) => uses.map(({ key }) => key)) : []);
  const columns = sources.filter(({ key }) => used.has(key) || asked.includes(key));
  return (
    <>
      <PageHeader title="Who uses what" breadcrumbs={[{ label: 'Data sources', href: '/sources' }]} description="Each Site and the data sources that it reads and writes. What the matrix doesn’t allow, and what must not meet, is marked." />
      <SourceTabs current="/sources/matrix" />
      <div className="space-y-3">
        <MatrixFilters sources={sources} />
        {!list.ok && (
          <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Take all filters away</LinkButton>}>
            {list.problem.detail}
          </Callout>
        )}
        {list.ok && (
          <div className="rounded-lg border border-line">
            {list.answer.items.length === 0 ? (
              <EmptyState title="No Site fits these filters" action={<LinkButton href={path}>Show all</LinkButton>}>
                Only Sites that name at least one data source stand here.
              </EmptyState>
            ) : (
              <>
                <MatrixTable rows={list.answer.items} sources={columns} />
                <ForwardPager
                  shown={list.answer.items.length}
                  noun={['Site', 'Sites']}
                  firstHref={query.has('cursor') ? hrefWith(null) : undefined}
                  nextHref={list.answer.next === null ? undefined : hrefWith(list.answer.next)}
                />
              </>
            )}
          </div>
        )}
      </div>
    </>
  );
}
