import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { BulkNews } from '@/components/bulk/bulk-news';
import { isMoving } from '@/components/bulk/bulk-progress';
import { BulkTable } from '@/components/bulk/bulk-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { listBulkActions } from '@/lib/bulk/list-bulk-actions';
import { tryRead } from '@/lib/gate/read';

export const metadata: Metadata = { title: 'Bulk actions' };

const path = '/bulk-actions';
const load = createLoader({ cursor: parseAsString });

export default async function BulkActionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor } = await load(searchParams);
  const list = await tryRead(listBulkActions, { limit: '50', ...(cursor !== null && { cursor }) });
  return (
    <>
      <PageHeader title="Bulk actions" description="Changes of many Sites at once: those that wait, those that run, and what came of the others." />
      <BulkNews isMoving={list.ok && list.answer.items.some(isMoving)} />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && (
        <div className="rounded-lg border border-line">
          <EmptyState title="No bulk actions yet" action={<LinkButton href="/sites">Go to the Sites</LinkButton>}>
            Choose Sites in the list, with their boxes or by pressing x, then press e and say what to change. You see what will happen before anything does.
          </EmptyState>
        </div>
      )}
      {list.ok && list.answer.items.length > 0 && (
        <div className="rounded-lg border border-line">
          <BulkTable
            now={new Date().toISOString()}
            bulks={list.answer.items.map(({ id, words, state, actor, counts, createdAt, startedAt }) => ({ id, words, state, actor, counts, createdAt, startedAt }))}
          />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['bulk action', 'bulk actions']}
            firstHref={cursor === null ? undefined : path}
            nextHref={list.answer.next === null ? undefined : `${path}?cursor=${encodeURIComponent(list.answer.next)}`}
          />
        </div>
      )}
    </>
  );
}
