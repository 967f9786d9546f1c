import type { Metadata } from 'next';
import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { JobsTable } from '@/components/jobs/jobs-table';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { StatList } from '@/components/ui/stat-list';
import { jobStateLabels, jobStates } from '@/lib/domain/job';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listJobs } from '@/lib/jobs/list-jobs';
import { dismissJob, retryJob } from './actions';

export const metadata: Metadata = { title: 'Jobs' };

const here = '/lifecycle/jobs';
const load = createLoader({ state: parseAsStringLiteral(jobStates), cursor: parseAsString });

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { state, cursor } = await load(searchParams);
  const found = await tryRead(listJobs, { ...(state !== null && { state }), ...(cursor !== null && { cursor }) });
  if (!found.ok) {
    return (
      <EmptyState title={found.problem.title} action={<LinkButton href={found.problem.status === 403 ? '/' : here}>{found.problem.status === 403 ? 'Go home' : 'Start again'}</LinkButton>}>
        {found.problem.detail}
      </EmptyState>
    );
  }
  const { workers, counts, items, next } = found.answer;
  const verdict = judge('job.retry', roleStandings(await requireActor()));
  const hrefOf = (at?: string): string => {
    const params = new URLSearchParams({ ...(state !== null && { state }), ...(at !== undefined && { cursor: at }) }).toString();
    return params === '' ? here : `${here}?${params}`;
  };
  return (
    <div className="space-y-4">
      {workers === 0 ? (
        <Callout tone="danger" title="No worker is there">
          Nothing below runs, no message goes out, and no sweep takes place. Start one with <code className="font-mono text-xs">npm run worker</code>; nothing is lost meanwhile.
        </Callout>
      ) : (
        <p className="text-muted">{workers === 1 ? 'One worker is there.' : `${workers.toLocaleString('en-US')} workers are there.`}</p>
      )}
      <StatList
        label="Jobs by state"
        items={jobStates.map((each) => ({
          label: jobStateLabels[each],
          count: counts[each],
          href: each === state ? here : `${here}?state=${each}`,
          ...(each === 'dead' && { tone: 'danger' as const }),
          ...(each === 'failed' && { tone: 'warning' as const }),
          ...(each === state && { hint: 'Shown alone; choose again for all' }),
        }))}
      />
      {items.length === 0 ? (
        <EmptyState title={state === null ? 'No job waits' : 'None of these'}>What is done is gone from here. A job that fails is tried again with growing pauses; one that gave up stays until an admin retries or dismisses it.</EmptyState>
      ) : (
        <>
          <JobsTable jobs={items} now={new Date().toISOString()} readOnlyReason={verdict.allowed ? undefined : verdict.reason} retry={retryJob} dismiss={dismissJob} />
          <ForwardPager shown={items.length} noun={['job', 'jobs']} firstHref={cursor === null ? undefined : hrefOf()} nextHref={next === null ? undefined : hrefOf(next)} />
        </>
      )}
    </div>
  );
}
