import { describe, expect, it } from 'vitest';
import { bob, eve, noon, siteFacts } from '@/tests/support/facts';
import { withNewOwner } from './new-owner';

describe('a new owner', () => {
  it('is nobody’s successor any more', () => {
    expect(withNewOwner(siteFacts({ successor: bob }), bob, { seenTo: false })).toMatchObject({
      patch: { ownerId: bob.id, successorId: null },
      changes: { successor: { before: { name: 'Bob' }, after: null } },
    });
    expect(withNewOwner(siteFacts({ successor: eve }), bob, { seenTo: false }).patch).toEqual({ ownerId: bob.id });
  });

  it('ends a quarantine that waited for one', () => {
    const site = siteFacts({ owner: eve, quarantine: { at: noon, reason: 'owner_departed' } });
    expect(withNewOwner(site, bob, { seenTo: false })).toMatchObject({
      patch: { ownerId: bob.id, quarantine: null, guessedOwnerId: null },
      changes: { quarantine: { before: 'owner_departed', after: null } },
    });
  });

  it('ends the quarantine of what was never registered only where somebody who governs has seen to it', () => {
    const site = siteFacts({ quarantine: { at: noon, reason: 'unregistered' } });
    expect(withNewOwner(site, bob, { seenTo: false })).not.toHaveProperty('patch.quarantine');
    expect(withNewOwner(site, bob, { seenTo: true })).toMatchObject({ patch: { quarantine: null } });
  });
});
