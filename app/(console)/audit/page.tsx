import { addDays } from 'date-fns';
import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { AuditFilters } from '@/components/audit/audit-filters';
import { auditUrl } from '@/components/audit/audit-url';
import { EventEntry } from '@/components/audit/event-entry';
import { VerifyChain } from '@/components/audit/verify-chain';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { listAuditEvents, type AuditEventView } from '@/lib/audit/list-audit';
import { read, tryRead } from '@/lib/gate/read';
import { getSite } from '@/lib/sites/get-site';
import { findPeople, findSites, verifyChain } from './actions';

export const metadata: Metadata = { title: 'Audit' };

const filters = { type: parseAsString, site: parseAsString, actor: parseAsString, request: parseAsString, from: parseAsString, to: parseAsString };
const load = createLoader({ ...filters, cursor: parseAsString });

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor, ...given } = await load(searchParams);
  const values = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
  const site = values['site'] === undefined ? undefined : await read(getSite, { siteId: values['site'] });
  const search = { ...values, ...(site && { site: site.id }), ...(values['to'] !== undefined && { to: dayAfter(values['to']) }) };
  const list = await tryRead(listAuditEvents, { ...search, ...(cursor !== null && { cursor }) });
  if (!list.ok && list.problem.status === 403) {
    return <NotYours page="Audit" title="The audit log is for those who govern the workspace">{list.problem.detail} The history of a Site of yours stands on its own page.</NotYours>;
  }
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change, who made it, when, why and from where. Newest first."
        actions={
          <>
            <LinkButton href={auditUrl({ format: 'jsonl', ...search }, '/api/v1/audit/export')} prefetch={false} download>
              Export JSONL
            </LinkButton>
            <LinkButton href={auditUrl({ format: 'csv', ...search }, '/api/v1/audit/export')} prefetch={false} download>
              Export CSV
            </LinkButton>
          </>
        }
      />
      <div className="mb-4">
        <VerifyChain verify={verifyChain} />
      </div>
      <AuditFilters
        key={JSON.stringify(values)}
        values={values}
        site={site && { value: site.slug, label: site.title }}
        actor={actorOption(values['actor'], list.ok ? list.answer.items : [])}
        findSites={findSites}
        findPeople={findPeople}
      />
      {list.ok ? <Events items={list.answer.items} values={values} cursor={cursor} next={list.answer.next} now={now} /> : (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href="/audit">Clear the filters</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
    </>
  );
}

function Events({ items, values, cursor, next, now }: { items: AuditEventView[]; values: Record<string, string>; cursor: string | null; next: string | null; now: string }) {
  if (items.length === 0) {
    return <EmptyState title="No event matches">Every change leaves an event here. Take a filter away to see more.</EmptyState>;
  }
  return (
    <section aria-labelledby="events">
      <h2 id="events" className="sr-only">
        Events
      </h2>
      <ol className="border-t border-line">
        {items.map((event) => (
          <EventEntry key={event.seq} event={event} now={now} />
        ))}
      </ol>
      <ForwardPager
        shown={items.length}
        noun={['event', 'events']}
        firstHref={cursor === null ? undefined : auditUrl(values)}
        nextHref={next === null ? undefined : auditUrl({ ...values, cursor: next })}
      />
    </section>
  );
}

/** The filter says a person's name; the events found are the nearest place where it stands. */
function actorOption(id: string | undefined, items: AuditEventView[]): { value: string; label: string } | undefined {
  return id === undefined ? undefined : { value: id, label: items.find(({ actor }) => actor.id === id)?.actor.name ?? id };
}

/** People mean the last day as a whole; the search takes the instant at which it is over. */
function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : addDays(at, 1).toISOString();
}
