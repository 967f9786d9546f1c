import type { Metadata } from 'next';
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server';
import { draftOf, emptyDraft } from '@/components/policies/policy-draft';
import { PolicyForm } from '@/components/policies/policy-form';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { readIfAny } from '@/lib/gate/read';
import { getSimulation } from '@/lib/policies/get-simulation';
import { findGroups, findPeople } from '../../lookups';
import { createPolicy } from '../actions';

export const metadata: Metadata = { title: 'New policy' };

const load = createLoader({ simulation: parseAsString });

export default async function NewPolicyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { simulation: simulationId } = await load(searchParams);
  const verdict = judge('policy.change', roleStandings(await requireActor()));
  if (!verdict.allowed) return <NotYours page="Policies" title="Policies are written by admins">{verdict.reason}</NotYours>;
  const simulation = simulationId === null ? null : await readIfAny(getSimulation, { simulationId });
  const [rule] = simulation?.rules ?? [];
  return (
    <>
      <PageHeader title="New policy" breadcrumbs={[{ label: 'Policies', href: '/policies' }]} />
      <PolicyForm start={rule === undefined ? emptyDraft : draftOf(rule)} policy={null} find={{ people: findPeople, groups: findGroups }} names={{}} now={new Date().toISOString()} simulation={simulation} save={createPolicy} />
    </>
  );
}
