'use client';

import type { PolicyDetail } from '@/lib/policies/policy-shape';
import { LinkButton } from '../ui/link-button';
import { AskWhy, type PolicyAction } from './ask-why';

export interface PolicyActionsProps {
  policy: PolicyDetail;
  archive: PolicyAction;
  restore: PolicyAction;
}

/** What an admin can do with a policy. */
export function PolicyActions({ policy: { id, name, version, archivedAt }, archive, restore }: PolicyActionsProps) {
  const input = { policyId: id, revision: version };
  if (archivedAt !== null) {
    return (
      <AskWhy
        label={`Restore ${name}`}
        buttonLabel="Restore"
        title={`Restore “${name}”?`}
        consequence="It is asked again, as it last said, also for requests that wait."
        wayBack="Archive it again."
        confirmLabel="Restore"
        done="Restored"
        run={(why) => restore({ ...input, why })}
      />
    );
  }
  return (
    <>
      <AskWhy
        label={`Archive ${name}`}
        buttonLabel="Archive"
        title={`Archive “${name}”?`}
        consequence="It is no longer asked, also not for requests that wait. Its versions stay, and so do the decisions that name them."
        wayBack="Restore it from the archived ones."
        confirmLabel="Archive"
        done="Archived"
        run={(why) => archive({ ...input, why })}
      />
      <LinkButton size="sm" variant="primary" href={`/policies/${id}/edit`}>
        Edit
      </LinkButton>
    </>
  );
}
