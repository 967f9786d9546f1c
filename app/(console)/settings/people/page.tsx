import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { PeopleTable } from '@/components/settings/people-table';
import { FilterBar } from '@/components/table/filter-bar';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { permissions } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listPeople } from '@/lib/people/list-people';
import { deactivate, endSessions, previewDeparture, reactivate, setRoles } from './actions';

export const metadata: Metadata = { title: 'People' };

const load = createLoader({ q: parseAsString, active: parseAsString, cursor: parseAsString });
const path = '/settings/people';
const state = {
  key: 'active',
  label: 'State',
  options: [
    { value: 'true', label: 'Active' },
    { value: 'false', label: 'Deactivated' },
  ],
};

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const held = roleStandings(await requireActor());
  if (!judge('settings.get', held).allowed) {
    return <EmptyState title="People and roles are for those who govern the workspace">{permissions['settings.get'].refusal} Whom you work with you find where you name an owner or a successor.</EmptyState>;
  }
  const { cursor, ...given } = await load(searchParams);
  // Both states ticked filter nothing.
  const values = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '' && !entry[1].includes('true,false') && !entry[1].includes('false,true')));
  const list = await tryRead(listPeople, { ...values, ...(cursor !== null && { cursor }) });
  const mayManage = judge('person.set_roles', held).allowed;
  const url = (more: Record<string, string>): string => {
    const query = new URLSearchParams({ ...values, ...more }).toString();
    return query === '' ? path : `${path}?${query}`;
  };
  return (
    <>
      {!mayManage && <p className="mb-3 text-muted">You see who has which role. {permissions['person.set_roles'].refusal}</p>}
      <div className="mb-3">
        <FilterBar facets={[state]} searchLabel="Search people" />
      </div>
      {list.ok ? (
        <>
          <PeopleTable people={list.answer.items} now={new Date().toISOString()} actions={mayManage ? { setRoles, endSessions, deactivate, reactivate, previewDeparture } : undefined} />
          {list.answer.items.length > 0 && (
            <ForwardPager
              shown={list.answer.items.length}
              noun={['person', 'people']}
              firstHref={cursor === null ? undefined : url({})}
              nextHref={list.answer.next === null ? undefined : url({ cursor: list.answer.next })}
            />
          )}
        </>
      ) : (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
    </>
  );
}
