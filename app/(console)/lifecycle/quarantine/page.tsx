import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { QuarantineQueue } from '@/components/quarantine/quarantine-queue';
import { QuarantineRows } from '@/components/quarantine/quarantine-rows';
import { ForwardPager } from '@/components/table/forward-pager';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { permissions } from '@/lib/domain/permissions';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { tryRead } from '@/lib/gate/read';
import { listQuarantine } from '@/lib/quarantine/list-quarantine';
import { findPeople } from '../../lookups';
import { releaseSites } from './actions';

export const metadata: Metadata = { title: 'Quarantine' };

const load = createLoader({ cursor: parseAsString });
const path = '/lifecycle/quarantine';

export default async function QuarantinePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const held = roleStandings(await requireActor());
  if (!judge('quarantine.list', held).allowed) return <EmptyState title="The quarantine queue is for those who govern the workspace">{permissions['quarantine.list'].refusal}</EmptyState>;
  const { cursor } = await load(searchParams);
  const list = await tryRead(listQuarantine, { limit: '100', ...(cursor !== null && { cursor }) });
  const now = new Date().toISOString();
  if (!list.ok) {
    return (
      <Callout tone="warning" title={list.problem.title} actions={<LinkButton href={path}>Start again</LinkButton>}>
        {list.problem.detail}
      </Callout>
    );
  }
  const { items, total, next } = list.answer;
  if (items.length === 0) {
    return (
      <EmptyState title="No Site is in quarantine">
        A Site comes here when its owner left and nobody could take over, or when it appeared on the platform without having been registered. Only its owner and admins can open it until somebody owns it.
      </EmptyState>
    );
  }
  return (
    <>
      {judge('site.release', held).allowed ? (
        <QuarantineQueue items={items} total={total} now={now} releaseSites={releaseSites} findPeople={findPeople} />
      ) : (
        <Panel title={`${total.toLocaleString('en-US')} ${total === 1 ? 'Site' : 'Sites'} in quarantine`} description={permissions['site.release'].refusal} flush>
          <QuarantineRows items={items} now={now} />
        </Panel>
      )}
      <ForwardPager shown={items.length} noun={['Site', 'Sites']} firstHref={cursor === null ? undefined : path} nextHref={next === null ? undefined : `${path}?cursor=${next}`} />
    </>
  );
}
