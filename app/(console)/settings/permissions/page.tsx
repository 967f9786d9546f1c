import type { Metadata } from 'next';
import { PermissionTable, rolesText } from '@/components/settings/permission-table';
import { requireActor } from '@/lib/gate/action';

export const metadata: Metadata = { title: 'Permissions' };

export default async function PermissionsPage() {
  const { roles } = await requireActor();
  return (
    <>
      <p className="mb-3 max-w-prose text-muted">
        The server reads this same table for each request. A tick in one column is enough; a cross refuses whatever else somebody is. Owner, successor,
        requester and audience are what somebody is to one Site or request. Your roles: {rolesText(roles)}.
      </p>
      <PermissionTable mine={roles} />
    </>
  );
}
