import type { DomainEvent } from './events';
import type { PersonRef, SiteFacts } from './site';
import { personJson, type SitePatch } from './site-decisions';

/**
 * What comes with a new owner: they are nobody's successor any more, and a Site that was in quarantine because nobody answered
 * for it leaves it. What was never registered leaves it only with `seenTo`: when somebody who governs has looked at it.
 */
export function withNewOwner(site: SiteFacts, owner: PersonRef, { seenTo }: { seenTo: boolean }): { patch: SitePatch; changes: NonNullable<DomainEvent['changes']> } {
  const wasSuccessor = site.successor?.id === owner.id;
  const leaves = site.quarantine !== null && (seenTo || site.quarantine.reason === 'owner_departed');
  return {
    patch: {
      ownerId: owner.id,
      ...(wasSuccessor && { successorId: null }),
      ...(leaves && { quarantine: null, guessedOwnerId: null }),
    },
    changes: {
      owner: { before: personJson(site.owner), after: personJson(owner) },
      ...(wasSuccessor && { successor: { before: personJson(site.successor), after: null } }),
      ...(leaves && { quarantine: { before: site.quarantine?.reason ?? null, after: null } }),
    },
  };
}
