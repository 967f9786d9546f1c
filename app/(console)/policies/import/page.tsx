import type { Metadata } from 'next';
import { PolicyImport } from '@/components/policies/policy-import';
import { NotYours } from '@/components/ui/not-yours';
import { PageHeader } from '@/components/ui/page-header';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { requireActor } from '@/lib/gate/action';
import { importPolicies } from '../actions';

export const metadata: Metadata = { title: 'Apply a file of policies' };

export default async function ImportPoliciesPage() {
  const verdict = judge('policy.change', roleStandings(await requireActor()));
  if (!verdict.allowed) return <NotYours page="Policies" title="Policies are written by admins">{verdict.reason}</NotYours>;
  return (
    <>
      <PageHeader
        title="Apply a file of policies"
        description="Policy as code: the file is held against the policies that there are, you look at the difference, then all of it is applied or nothing. npm run policies does the same in a shell."
        breadcrumbs={[{ label: 'Policies', href: '/policies' }]}
      />
      <PolicyImport now={new Date().toISOString()} run={importPolicies} />
    </>
  );
}
