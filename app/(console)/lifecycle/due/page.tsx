import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { DueSitesTable } from '@/components/lifecycle/due-sites-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { Instant } from '@/components/ui/time';
import { tryRead } from '@/lib/gate/read';
import { listDueSites } from '@/lib/lifecycle/list-due-sites';

export const metadata: Metadata = { title: 'What a sweep would do' };

const path = '/lifecycle/due';
const load = createLoader({ at: parseAsString, cursor: parseAsString });

export default async function DueSitesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { at, cursor } = await load(searchParams);
  const list = await tryRead(listDueSites, { limit: '50', ...(at !== null && { at }), ...(cursor !== null && { cursor }) });
  if (!list.ok) {
    return (
      <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
        {list.problem.detail}
      </Callout>
    );
  }
  const { items, next } = list.answer;
  const here = `${path}?at=${encodeURIComponent(list.answer.at)}`;
  return (
    <div className="space-y-4">
      <p className="text-muted">
        What a sweep as of <Instant at={list.answer.at} now={new Date().toISOString()} format="both" /> would do to Sites. Reminders are not listed.
      </p>
      <div className="rounded-lg border border-line">
        <DueSitesTable sites={items} />
        {items.length > 0 && <ForwardPager shown={items.length} noun={['Site', 'Sites']} firstHref={cursor === null ? undefined : here} nextHref={next === null ? undefined : `${here}&cursor=${encodeURIComponent(next)}`} />}
      </div>
    </div>
  );
}
