import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { BulkFigures } from '@/components/bulk/bulk-figures';
import { bulkHref } from '@/components/bulk/bulk-href';
import { BulkItems } from '@/components/bulk/bulk-items';
import { isMoving } from '@/components/bulk/bulk-progress';
import { setsOf, shownSets, statesOf, type ShownSet } from '@/components/bulk/bulk-shown';
import { BulkStateBadge } from '@/components/bulk/bulk-state-badge';
import { BulkSteps } from '@/components/bulk/bulk-steps';
import { BulkWatch } from '@/components/bulk/bulk-watch';
import { RefusalList } from '@/components/bulk/refusal-list';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { DefinitionList } from '@/components/ui/definition-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { PersonChip } from '@/components/ui/person-chip';
import { Tabs } from '@/components/ui/tabs';
import { Instant } from '@/components/ui/time';
import type { BulkActionView } from '@/lib/bulk/bulk-shape';
import { getBulkAction } from '@/lib/bulk/get-bulk-action';
import { listBulkItems } from '@/lib/bulk/list-bulk-items';
import { listBulkRefusals } from '@/lib/bulk/list-bulk-refusals';
import { read, tryRead } from '@/lib/gate/read';
import { takeBulkStep } from '../actions';

type Props = { params: Promise<{ bulkId: string }>; searchParams: Promise<SearchParams> };

const loadPlace = createLoader({ show: parseAsStringLiteral(shownSets).withDefault('all'), cursor: parseAsString, list: parseAsString, of: parseAsInteger });

/** Title and page read it once. An address that can’t be one is no page. */
const load = cache(async (bulkId: string) => {
  const found = await tryRead(getBulkAction, { bulkId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).bulkId)).words };
}

export default async function BulkActionPage({ params, searchParams }: Props) {
  const bulk = await load((await params).bulkId);
  const place = await loadPlace(searchParams);
  const { id, state, words, counts, startedAt } = bulk;
  const list = place.list ?? undefined;
  const refused = startedAt === null ? counts.willRefuse : counts.refused;
  const hasItems = state !== 'planning' && counts.total > 0;
  const refusals = hasItems && refused > 0 ? await read(listBulkRefusals, { bulkId: id }) : null;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Bulk actions', href: '/bulk-actions' }]}
        title={words}
        meta={<BulkStateBadge state={state} />}
        actions={list !== undefined && <LinkButton href={`/sites?${list}`}>Back to the list</LinkButton>}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-4">
          {bulk.problem !== null && (
            <Callout tone="danger" title="No plan could be made">
              {bulk.problem} Change the filter of the list, then prepare it again.
            </Callout>
          )}
          {/* One key in all states, so that the sentence in it is one live region. */}
          <BulkFigures key="figures" bulk={bulk} of={place.of ?? undefined} />
          {isMoving(bulk) && <BulkWatch bulk={{ id, state, revision: bulk.revision, counts }} />}
          <BulkSteps bulk={bulk} take={takeBulkStep} />
          {refusals !== null && (
            <Panel title="Why Sites are refused" flush>
              <RefusalList refusals={refusals.items} />
            </Panel>
          )}
        </div>
        <BulkFacts bulk={bulk} />
      </div>
      {hasItems && <Items bulk={bulk} show={place.show} cursor={place.cursor} list={list} />}
    </>
  );
}

function BulkFacts({ bulk }: { bulk: BulkActionView }) {
  const now = new Date().toISOString();
  const when = (at: string | null) => at !== null && <Instant at={at} now={now} format="both" />;
  const linkTo = (id: string | null) => id !== null && (
    <Link href={bulkHref(id)} className="inline-flex min-h-6 items-center underline">
      Another bulk action
    </Link>
  );
  const rows = [
    { label: 'By', value: <PersonChip name={bulk.actor.name} /> },
    { label: 'Reason', value: bulk.reason },
    { label: 'Prepared', value: when(bulk.createdAt) },
    { label: 'Started', value: when(bulk.startedAt), missing: 'Not yet' },
    { label: bulk.state === 'stopped' ? 'Stopped' : 'Finished', value: when(bulk.finishedAt), missing: 'Not yet' },
    { label: 'Takes back', value: linkTo(bulk.undoOf) },
    { label: 'Taken back by', value: linkTo(bulk.undoneBy) },
  ];
  const isOver = bulk.state === 'discarded';
  return (
    <Panel title="About">
      <DefinitionList items={rows.filter(({ value, missing }) => value !== false || (missing !== undefined && !isOver))} />
    </Panel>
  );
}

type ItemsProps = { bulk: BulkActionView; show: ShownSet; cursor: string | null; list: string | undefined };

async function Items({ bulk, show, cursor, list }: ItemsProps) {
  const states = statesOf(show, bulk);
  const found = await tryRead(listBulkItems, { bulkId: bulk.id, limit: '50', ...(states !== '' && { state: states }), ...(cursor !== null && { cursor }) });
  const hrefOf = (set: string, next?: string) => bulkHref(bulk.id, { list, ...(set !== 'all' && { show: set }), ...(next !== undefined && { cursor: next }) });
  return (
    <section aria-labelledby="sites-of-it" className="mt-6">
      <h2 id="sites-of-it" className="mb-1 text-sm font-semibold">
        Site by Site
      </h2>
      <Tabs label="Sites by result" current={hrefOf(show)} items={setsOf(bulk).map(({ set, label, count }) => ({ href: hrefOf(set), label, count }))} />
      {!found.ok && (
        <Callout tone="warning" title={found.problem.title} actions={<LinkButton href={hrefOf(show)}>Start again</LinkButton>}>
          {found.problem.detail}
        </Callout>
      )}
      {found.ok && (
        <div className="rounded-lg border border-line">
          {found.answer.items.length === 0 ? (
            <EmptyState title="No Site among these" />
          ) : (
            <>
              <BulkItems items={found.answer.items} isStopped={bulk.state === 'stopped'} />
              <ForwardPager
                shown={found.answer.items.length}
                noun={['Site', 'Sites']}
                firstHref={cursor === null ? undefined : hrefOf(show)}
                nextHref={found.answer.next === null ? undefined : hrefOf(show, found.answer.next)}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}
