import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { HandoverDecide } from '@/components/departures/handover-decide';
import { HandoverNote } from '@/components/departures/handover-note';
import { HandoverRows } from '@/components/departures/handover-rows';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Tabs } from '@/components/ui/tabs';
import { getHandover } from '@/lib/departures/get-handover';
import { listHandoverItems } from '@/lib/departures/list-handover-items';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { findPeople } from '../../lookups';
import { answerHandover } from '../actions';

type Props = { params: Promise<{ handoverId: string }>; searchParams: Promise<SearchParams> };

const load = createLoader({ view: parseAsStringLiteral(['waiting', 'all']), cursor: parseAsString });

/** Title and page read the handover once. An address that can't be one is no page. */
const readHandover = cache(async (handoverId: string) => {
  const found = await tryRead(getHandover, { handoverId });
  if (!found.ok) notFound();
  return found.answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Sites of ${(await readHandover((await params).handoverId)).from.name}` };
}

export default async function HandoverPage({ params, searchParams }: Props) {
  const { handoverId } = await params;
  const handover = await readHandover(handoverId);
  const { view: asked, cursor } = await load(searchParams);
  const view = asked ?? (handover.counts.waiting > 0 ? 'waiting' : 'all');
  const path = `/handovers/${handover.id}?view=${view}`;
  const list = await tryRead(listHandoverItems, { handoverId, limit: '100', ...(view === 'waiting' && { answer: 'waiting' }), ...(cursor !== null && { cursor }) });
  const now = new Date().toISOString();
  const isMine = (await requireActor()).personId === handover.to.id;
  const { counts, from, to, answer } = handover;
  return (
    <>
      <PageHeader
        title={`Sites of ${from.name}`}
        breadcrumbs={[{ label: 'Handovers', href: '/handovers' }]}
        description={isMine ? `${from.name} left, and these Sites came to you.` : `${from.name} left, and these Sites came to ${to.name}.`}
      />
      <HandoverNote handover={handover} now={now} />
      <Tabs
        label="Sites of the handover"
        current={path}
        items={[
          { href: `/handovers/${handover.id}?view=waiting`, label: `To decide (${counts.waiting.toLocaleString('en-US')})` },
          { href: `/handovers/${handover.id}?view=all`, label: `All (${counts.total.toLocaleString('en-US')})` },
        ]}
      />
      {!list.ok && (
        <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
          {list.problem.detail}
        </Callout>
      )}
      {list.ok && list.answer.items.length === 0 && <EmptyState title="Nothing left to decide">What became of each Site stands under All.</EmptyState>}
      {list.ok && list.answer.items.length > 0 && (
        <>
          {answer.allowed ? (
            <HandoverDecide handover={handover} items={list.answer.items} now={now} answerHandover={answerHandover} findPeople={findPeople} />
          ) : (
            <Panel title="Sites" description={answer.reason} flush>
              <HandoverRows items={list.answer.items} now={now} />
            </Panel>
          )}
          <ForwardPager
            shown={list.answer.items.length}
            noun={['Site', 'Sites']}
            firstHref={cursor === null ? undefined : path}
            nextHref={list.answer.next === null ? undefined : `${path}&cursor=${list.answer.next}`}
          />
        </>
      )}
    </>
  );
}
