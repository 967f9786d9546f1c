import { refuseField, type Refusal } from './refusal';
import type { PersonRef, SiteFacts } from './site';
import { personJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

/** Makes somebody the owner at once, without asking them. Who becomes the owner is nobody's successor any more. */
export function assignOwner(
  { site, owner }: { site: SiteFacts; owner: PersonRef | null },
  input: { reason?: string | undefined; revision?: number | undefined },
): SiteOutcome | Refusal {
  const refusal = refusalOf(site, 'assign_owner', input.revision);
  if (refusal !== null) return refusal;
  if (owner === null) return refuseField('owner', 'There is no person with this id.');
  if (!owner.active) return refuseField('owner', `${owner.name} has left. Choose somebody else.`);
  if (owner.id === site.owner?.id) return refuseField('owner', `${owner.name} owns this Site already.`);
  const wasSuccessor = site.successor?.id === owner.id;
  return {
    patch: { ownerId: owner.id, ...(wasSuccessor ? { successorId: null } : {}) },
    events: [
      {
        type: 'site.owner_changed',
        site: siteSubject(site),
        reason: input.reason ?? null,
        changes: {
          owner: { before: personJson(site.owner), after: personJson(owner) },
          ...(wasSuccessor ? { successor: { before: personJson(site.successor), after: null } } : {}),
        },
      },
    ],
  };
}
