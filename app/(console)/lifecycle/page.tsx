import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { RunSweepButton } from '@/components/lifecycle/run-sweep-button';
import { SweepDecision } from '@/components/lifecycle/sweep-decision';
import { SweepsTable } from '@/components/lifecycle/sweeps-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listSweeps } from '@/lib/lifecycle/list-sweeps';
import { beginSweepNow, decideOnSweep } from './actions';

export const metadata: Metadata = { title: 'Sweeps' };

const path = '/lifecycle';
const load = createLoader({ cursor: parseAsString });

export default async function SweepsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor } = await load(searchParams);
  const { roles } = await requireActor();
  const mayDecide = roles.includes('admin') && !roles.includes('auditor');
  const [list, stopped] = await Promise.all([
    tryRead(listSweeps, { limit: '50', ...(cursor !== null && { cursor }) }),
    tryRead(listSweeps, { limit: '1', state: 'stopped' }),
  ]);
  if (!list.ok) {
    return (
      <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
        {list.problem.detail}
      </Callout>
    );
  }
  const waiting = stopped.ok ? stopped.answer.items[0] : undefined;
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-muted">Each hour a sweep reminds of what comes near, closes what nobody renewed, and goes on with what was begun.</p>
        <div className="flex gap-2">
          <LinkButton href="/lifecycle/due">What it would do now</LinkButton>
          {mayDecide && <RunSweepButton run={beginSweepNow} />}
        </div>
      </div>
      {waiting !== undefined && <SweepDecision sweep={waiting} decide={mayDecide ? decideOnSweep : undefined} />}
      <div className="rounded-lg border border-line">
        <SweepsTable sweeps={list.answer.items} now={new Date().toISOString()} />
        {list.answer.items.length > 0 && (
          <ForwardPager
            shown={list.answer.items.length}
            noun={['sweep', 'sweeps']}
            firstHref={cursor === null ? undefined : path}
            nextHref={list.answer.next === null ? undefined : `${path}?cursor=${encodeURIComponent(list.answer.next)}`}
          />
        )}
      </div>
    </div>
  );
}
