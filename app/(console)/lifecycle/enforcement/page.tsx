import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { EnforcementFilters } from '@/components/enforcement/enforcement-filters';
import { EnforcementTasks } from '@/components/enforcement/enforcement-tasks';
import { enforcementUrl } from '@/components/enforcement/enforcement-url';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { permissions } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { listEnforcements } from '@/lib/enforcement/list-enforcements';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { settleEnforcement } from './actions';

export const metadata: Metadata = { title: 'Enforcement' };

const load = createLoader({ state: parseAsString, aspect: parseAsString, cursor: parseAsString });

export default async function EnforcementPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const held = roleStandings(await requireActor());
  if (!judge('enforcement.list', held).allowed) {
    return <EmptyState title="Tasks on the platform are for those who govern the workspace">{permissions['enforcement.list'].refusal} On a Site’s page you see how far each decision about it is.</EmptyState>;
  }
  const { cursor, ...filter } = await load(searchParams);
  const given = Object.fromEntries(Object.entries({ ...filter, cursor }).filter(([, value]) => value !== null));
  const list = await tryRead(listEnforcements, { ...given, limit: '25' });
  const maySettle = judge('enforcement.settle', held).allowed;
  return (
    <>
      <p className="mb-3 max-w-prose text-muted">
        What was decided here becomes true on the platform only when somebody does it there. The next report of the platform closes what it shows done, and brings back what it shows undone.
        {!maySettle && <> {permissions['enforcement.settle'].refusal}</>}
      </p>
      <EnforcementFilters filter={filter} />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href="/lifecycle/enforcement">Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && (
        <EmptyState title={filter.state === null && filter.aspect === null ? 'Nothing is left to do' : 'No task is like this'}>
          {filter.state === null && filter.aspect === null ? 'Everything that was decided is confirmed, as far as the platform has been asked.' : 'Choose another state, or look at everything.'}
        </EmptyState>
      )}
      {list.ok && list.answer.items.length > 0 && (
        <>
          <EnforcementTasks tasks={list.answer.items} now={new Date().toISOString()} settle={maySettle ? settleEnforcement : undefined} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['task', 'tasks']}
            firstHref={cursor === null ? undefined : enforcementUrl(filter)}
            nextHref={list.answer.next === null ? undefined : enforcementUrl(filter, list.answer.next)}
          />
        </>
      )}
    </>
  );
}
