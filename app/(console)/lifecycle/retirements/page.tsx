import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { retirementViewDetails, retirementViews, retirementViewUrl } from '@/components/retirements/retirement-views';
import { RetirementsTable } from '@/components/retirements/retirements-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Tabs } from '@/components/ui/tabs';
import { tryRead } from '@/lib/gate/read';
import { listRetirements } from '@/lib/retirements/list-retirements';

export const metadata: Metadata = { title: 'Retirements' };

const load = createLoader({ view: parseAsStringLiteral(retirementViews).withDefault('open'), cursor: parseAsString });

export default async function RetirementsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view, cursor } = await load(searchParams);
  const { label, emptyTitle, emptyText } = retirementViewDetails[view];
  const list = await tryRead(listRetirements, { view, ...(cursor !== null && { cursor }) });
  return (
    <>
      <Tabs
        label="Retirements"
        current={retirementViewUrl(view)}
        items={retirementViews.map((each) => ({ href: retirementViewUrl(each), label: retirementViewDetails[each].label }))}
      />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={retirementViewUrl(view)}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && <EmptyState title={emptyTitle}>{emptyText}</EmptyState>}
      {list.ok && list.answer.items.length > 0 && (
        <>
          <RetirementsTable label={label} isOver={view !== 'open'} retirements={list.answer.items} now={new Date().toISOString()} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['retirement', 'retirements']}
            firstHref={cursor === null ? undefined : retirementViewUrl(view)}
            nextHref={list.answer.next === null ? undefined : retirementViewUrl(view, list.answer.next)}
          />
        </>
      )}
    </>
  );
}
