import { withNewOwner } from './new-owner';
import { refuseField, type Refusal } from './refusal';
import type { PersonRef, SiteFacts } from './site';
import { refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** Makes somebody the owner at once, without asking them. */
export function assignOwner(
  { site, owner }: { site: SiteFacts; owner: PersonRef | null },
  input: { reason?: string | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'assign_owner', input.revision);
  if (refusal !== null) return refusal;
  if (owner === null) return refuseField('owner', 'There is no person with this id.');
  if (!owner.active) return refuseField('owner', `${owner.name} has left. Choose somebody else.`);
  if (owner.id === site.owner?.id) return refuseField('owner', `${owner.name} owns this Site already.`);
  const { patch, changes } = withNewOwner(site, owner, { seenTo: true });
  return { patch, events: [{ type: 'site.owner_changed', site: siteSubject(site), reason: input.reason ?? null, changes }] };
}
