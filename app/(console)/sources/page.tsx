import type { Metadata } from 'next';
import { AddSource } from '@/components/sources/add-source';
import { SourceTabs } from '@/components/sources/source-tabs';
import { SourcesTable } from '@/components/sources/sources-table';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listSourceUses } from '@/lib/sources/list-source-uses';
import { findPeople } from '../lookups';
import { createSource } from './actions';

export const metadata: Metadata = { title: 'Data sources' };

export default async function SourcesPage() {
  const [actor, list] = await Promise.all([requireActor(), tryRead(listSourceUses, {})]);
  const mayChange = judge('source.change', roleStandings(actor)).allowed;
  return (
    <>
      <PageHeader
        title="Data sources"
        description="What each plugin and source holds, what Sites may use it for, who answers for it, and how many Sites do."
        actions={mayChange && <AddSource createSource={createSource} findPeople={findPeople} />}
      />
      {!list.ok && <EmptyState title="This page is not for you">{list.problem.detail}</EmptyState>}
      {list.ok && (
        <>
          <SourceTabs current="/sources" />
          <div className="rounded-lg border border-line">
            <SourcesTable sources={list.answer.items} />
            {list.answer.items.length === 0 && <EmptyState title="No data source is known yet">Sites name what they read and write from this list. Add the systems that your workspace has connected.</EmptyState>}
          </div>
        </>
      )}
    </>
  );
}
