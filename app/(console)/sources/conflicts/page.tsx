import type { Metadata } from 'next';
import Link from 'next/link';
import { LiftConflict, SetConflict } from '@/components/sources/conflict-forms';
import { matrixHref } from '@/components/sources/source-links';
import { SourceTabs } from '@/components/sources/source-tabs';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Instant } from '@/components/ui/time';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listConflicts } from '@/lib/sources/list-conflicts';
import { listSources } from '@/lib/sources/list-sources';
import { liftConflict, previewConflict, setConflict } from '../actions';

export const metadata: Metadata = { title: 'Sources that must not meet' };

export default async function ConflictsPage() {
  const [actor, sources, list] = await Promise.all([requireActor(), read(listSources, {}), tryRead(listConflicts, {})]);
  const verdict = judge('source.change', roleStandings(actor));
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        title="Sources that must not meet"
        breadcrumbs={[{ label: 'Data sources', href: '/sources' }]}
        description="Two sources of a pair may each be used, but not by one Site: together they would tell more than either should."
        actions={verdict.allowed && <SetConflict sources={sources.items.map(({ id, key, name }) => ({ id, key, name }))} setConflict={setConflict} previewConflict={previewConflict} />}
      />
      {!list.ok && <EmptyState title="This page is not for you">{list.problem.detail}</EmptyState>}
      {list.ok && (
        <>
          <SourceTabs current="/sources/conflicts" />
          <div className="rounded-lg border border-line">
            {list.answer.items.length === 0 && <EmptyState title="Every source may meet every other">Forbid a combination where a Site that has both would know too much.</EmptyState>}
            <ul className="divide-y divide-line">
              {list.answer.items.map((conflict) => (
                <li key={`${conflict.a.id} ${conflict.b.id}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
                  <div className="min-w-0 flex-[1_1_18rem]">
                    <p className="font-medium">
                      {conflict.a.name} and {conflict.b.name}
                    </p>
                    <p className="break-words text-muted">
                      {conflict.reason} Since <Instant at={conflict.createdAt} now={now} format="date" />.
                    </p>
                  </div>
                  {conflict.sites === 0 ? (
                    <span className="text-muted">They meet nowhere</span>
                  ) : (
                    <Link href={matrixHref({ uses: `${conflict.a.key},${conflict.b.key}` })} className="inline-flex min-h-6 items-center font-medium text-danger underline">
                      They meet in {conflict.sites.toLocaleString('en-US')} {conflict.sites === 1 ? 'Site' : 'Sites'}
                    </Link>
                  )}
                  <LiftConflict conflict={conflict} liftConflict={liftConflict} disabledReason={verdict.allowed ? undefined : verdict.reason} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </>
  );
}
