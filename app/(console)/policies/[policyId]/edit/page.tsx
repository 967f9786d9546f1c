import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { draftOf } from '@/components/policies/policy-draft';
import { PolicyForm } from '@/components/policies/policy-form';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { read, readIfAny } from '@/lib/gate/read';
import { getPolicy } from '@/lib/policies/get-policy';
import { getSimulation } from '@/lib/policies/get-simulation';
import { findGroups, findPeople } from '../../../lookups';
import { changePolicy } from '../../actions';

export const metadata: Metadata = { title: 'Edit policy' };

const load = createLoader({ simulation: parseAsString });

type Props = { params: Promise<{ policyId: string }>; searchParams: Promise<SearchParams> };

export default async function EditPolicyPage({ params, searchParams }: Props) {
  const { policyId } = await params;
  const { simulation: simulationId } = await load(searchParams);
  const verdict = judge('policy.change', roleStandings(await requireActor()));
  if (!verdict.allowed) return <NotYours page="Policies" title="Policies are written by admins">{verdict.reason}</NotYours>;
  const policy = await read(getPolicy, { policyId });
  const home = `/policies/${policy.id}`;
  if (policy.archivedAt !== null) {
    return (
      <>
        <PageHeader title={policy.name} breadcrumbs={[{ label: 'Policies', href: '/policies' }]} />
        <EmptyState title="This policy is archived" action={<LinkButton href={home}>Go to the policy</LinkButton>}>
          Restore it first, then edit it.
        </EmptyState>
      </>
    );
  }
  const simulation = simulationId === null ? null : await readIfAny(getSimulation, { simulationId });
  // What was tried and not saved: the form goes on from there.
  const tried = simulation?.rules.find(({ key }) => key === policy.key);
  return (
    <>
      <PageHeader title={`Edit “${policy.name}”`} breadcrumbs={[{ label: 'Policies', href: '/policies' }, { label: policy.name, href: home }]} />
      <PolicyForm
        key={policy.version}
        start={draftOf(tried ?? policy)}
        policy={{ id: policy.id, version: policy.version }}
        find={{ people: findPeople, groups: findGroups }}
        names={policy.names}
        now={new Date().toISOString()}
        simulation={tried === undefined ? null : simulation}
        save={changePolicy}
      />
    </>
  );
}
