import type { ApprovedAccess, ObservedAccess } from './audience';

/** Whom the platform lets in who was not approved, as far as names say: the owner is always in, and a wider mode names nobody. */
export function beyondApproved(approved: ApprovedAccess, observed: ObservedAccess | null): { emails: string[]; groups: string[] } {
  if (observed?.mode !== 'custom' || approved.mode === 'workspace_all') return { emails: [], groups: [] };
  return {
    emails: (observed.emails ?? []).filter((email) => email !== approved.owner && !approved.emails.includes(email)),
    groups: (observed.groups ?? []).filter((group) => !approved.groups.includes(group)),
  };
}
