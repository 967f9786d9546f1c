import type { Metadata } from 'next';
import { RegisterForm } from '@/components/sites/register-form';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { permissions } from '@/lib/domain/permissions';
import { requireActor } from '@/lib/gate/action';
import { read } from '@/lib/gate/read';
import { listDepartments } from '@/lib/people/list-departments';
import { listSources } from '@/lib/sources/list-sources';
import { findPeople } from '../../lookups';
import { createSite } from '../actions';

export const metadata: Metadata = { title: 'Register a Site' };

export default async function NewSitePage() {
  const [{ roles }, departments, sources] = await Promise.all([requireActor(), read(listDepartments, {}), read(listSources, {})]);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title="Register a Site"
        breadcrumbs={[{ label: 'Sites', href: '/sites' }]}
        description="A new Site is open to its owner and workspace admins only. Letting more people in is asked for afterwards and reviewed."
      />
      {roles.includes('auditor') ? (
        <Callout tone="warning" title="You can’t register Sites">
          {permissions['site.create'].refusal} Ask a member or an admin to register it.
        </Callout>
      ) : (
        <RegisterForm
          now={new Date().toISOString()}
          departments={departments.items}
          sources={sources.items}
          createSite={createSite}
          findPeople={roles.includes('admin') ? findPeople : undefined}
        />
      )}
    </div>
  );
}
