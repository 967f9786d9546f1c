import type { Metadata } from 'next';
import Link from 'next/link';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { IncidentList } from '@/components/incidents/incident-list';
import { incidentsUrl } from '@/components/incidents/incident-words';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { permissions } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listIncidents } from '@/lib/incidents/list-incidents';
import { acknowledgeIncident } from './actions';

export const metadata: Metadata = { title: 'Incidents' };

const load = createLoader({ state: parseAsString, cursor: parseAsString });
const states = [
  { value: null, label: 'All, open first' },
  { value: 'unclaimed', label: 'Nobody has taken on' },
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Over' },
];

/** Where the platform lets in others than were approved. */
export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const held = roleStandings(await requireActor());
  if (!judge('incident.list', held).allowed) {
    return <NotYours page="Incidents" title="Drift incidents are for those who govern the workspace">{permissions['incident.list'].refusal} On a Site’s page you see how the platform’s report compares.</NotYours>;
  }
  const { state, cursor } = await load(searchParams);
  const list = await tryRead(listIncidents, { ...(state !== null && { state }), ...(cursor !== null && { cursor }), limit: '25' });
  const mayTake = judge('incident.acknowledge', held).allowed;
  return (
    <>
      <PageHeader title="Incidents" description="Sites that let in others than were approved, as the platform last reported. One ends when a report shows it as approved, or when a decision settles it." />
      <nav aria-label="State" className="mb-3 flex flex-wrap items-center gap-1">
        {states.map(({ value, label }) => (
          <Link
            key={label}
            href={incidentsUrl(value)}
            aria-current={value === state ? 'true' : undefined}
            className={cx('flex min-h-7 items-center rounded-md px-2 whitespace-nowrap', value === state ? 'bg-hover font-medium text-fg' : 'text-muted hover:text-fg')}
          >
            {label}
          </Link>
        ))}
      </nav>
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href="/incidents">Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && (
        <EmptyState title={state === null ? 'No Site has ever been open to others than were approved' : 'No incident is like this'}>
          {state === null ? 'The platform’s next report is compared with what was approved, too.' : 'Choose another state, or look at all.'}
        </EmptyState>
      )}
      {list.ok && list.answer.items.length > 0 && (
        <>
          <IncidentList incidents={list.answer.items} now={new Date().toISOString()} acknowledge={mayTake ? acknowledgeIncident : undefined} />
          <ForwardPager
            shown={list.answer.items.length}
            noun={['incident', 'incidents']}
            firstHref={cursor === null ? undefined : incidentsUrl(state)}
            nextHref={list.answer.next === null ? undefined : incidentsUrl(state, list.answer.next)}
          />
        </>
      )}
    </>
  );
}
