import type { Metadata } from 'next';
import { createLoader, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { PoliciesTable } from '@/components/policies/policies-table';
import { SimulationsList } from '@/components/policies/simulations-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, tryRead } from '@/lib/gate/read';
import { listSimulations } from '@/lib/policies/get-simulation';
import { listPolicies } from '@/lib/policies/list-policies';

export const metadata: Metadata = { title: 'Policies' };

const path = '/policies';
const views = { current: path, archived: `${path}?view=archived`, simulations: `${path}?view=simulations` } as const;
const load = createLoader({ view: parseAsStringLiteral(Object.keys(views) as (keyof typeof views)[]).withDefault('current') });

export default async function PoliciesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { view } = await load(searchParams);
  const found = await tryRead(listPolicies, { archived: String(view === 'archived') });
  if (!found.ok) return <NotYours page="Policies" title="Policies are for those who govern the workspace">{found.problem.detail} What they ask for a Site of yours stands in its requests.</NotYours>;
  const mayChange = judge('policy.change', roleStandings(await requireActor())).allowed;
  const now = new Date().toISOString();
  const { items } = found.answer;
  return (
    <>
      <PageHeader
        title="Policies"
        description="The workspace’s own rules: what is refused, who has to approve what, which evidence is asked for. Every decision names the ones that it followed."
        actions={
          <>
            <LinkButton href="/api/v1/policies/export" prefetch={false}>
              Export as YAML
            </LinkButton>
            {mayChange && <LinkButton href={`${path}/import`}>Apply a file</LinkButton>}
            {mayChange && (
              <LinkButton variant="primary" href={`${path}/new`}>
                New policy
              </LinkButton>
            )}
          </>
        }
      />
      <Tabs
        label="Policies"
        current={views[view]}
        items={[
          { href: views.current, label: 'Kept' },
          { href: views.archived, label: 'Archived' },
          { href: views.simulations, label: 'Simulations' },
        ]}
      />
      {view === 'simulations' ? (
        <SimulationsList simulations={(await read(listSimulations, {})).items} now={now} />
      ) : (
        <PoliciesTable
          policies={items}
          now={now}
          empty={
            view === 'archived' ? (
              <EmptyState title="Nothing is archived">A policy that is no longer wanted is archived: its versions stay, and it can be restored.</EmptyState>
            ) : (
              <EmptyState title="No policy yet">Without one, each widening waits for one reviewer or admin.</EmptyState>
            )
          }
        />
      )}
    </>
  );
}
