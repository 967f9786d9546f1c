import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { HandoversTable } from '@/components/departures/handovers-table';
import { SuccessionRows } from '@/components/departures/succession-rows';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { listHandovers } from '@/lib/departures/list-handovers';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listSuccessions } from '@/lib/sites/list-successions';
import { answerSuccession } from './actions';

export const metadata: Metadata = { title: 'Handovers' };

const load = createLoader({ view: parseAsStringLiteral(['mine', 'all']).withDefault('mine'), cursor: parseAsString });

export default async function HandoversPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view, cursor } = await load(searchParams);
  const seesAll = judge('handover.get', roleStandings(await requireActor())).allowed;
  const isAll = view === 'all' && seesAll;
  const path = isAll ? '/handovers?view=all' : '/handovers';
  const [successions, list] = await Promise.all([
    read(listSuccessions, { limit: '50' }),
    tryRead(listHandovers, { ...(isAll ? {} : { to: 'me' }), ...(cursor !== null && { cursor }) }),
  ]);
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader title="Handovers" description="Sites that came to you because somebody left, and Sites whose owner wants you to take over one day." />
      {successions.items.length > 0 && (
        <div className="mb-4">
          <SuccessionRows successions={successions.items} total={successions.total} answerSuccession={answerSuccession} />
        </div>
      )}
      {seesAll && (
        <Tabs
          label="Handovers"
          current={path}
          items={[
            { href: '/handovers', label: 'Mine' },
            { href: '/handovers?view=all', label: 'All' },
          ]}
        />
      )}
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && (
        <EmptyState title={isAll ? 'Nobody who left had Sites' : 'Nothing came to you'}>
          When a person leaves, their Sites go to the successor who agreed, else to their manager, else to the lead of the department. Whoever receives them decides here.
        </EmptyState>
      )}
      {list.ok && list.answer.items.length > 0 && (
        <>
          <HandoversTable handovers={list.answer.items} now={now} showsReceiver={isAll} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['handover', 'handovers']}
            firstHref={cursor === null ? undefined : path}
            nextHref={list.answer.next === null ? undefined : `${path}${isAll ? '&' : '?'}cursor=${list.answer.next}`}
          />
        </>
      )}
    </>
  );
}
