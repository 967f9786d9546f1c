import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, bob, eve, idOf, noon, siteFacts } from '@/tests/support/facts';
import { endSuccession, handOver, quarantine, receiverOf, release, type Candidates } from './departure';
import { isRefusal } from './refusal';
import type { PersonRef } from './site';

const carl: PersonRef = { id: idOf(4), name: 'Carl', email: 'carl@example.com', active: true };
const nobody: Candidates = { acceptedSuccessor: null, managers: [], departmentLeads: [] };

describe('who takes over', () => {
  it('is the accepted successor, then the nearest manager, then a lead of the department', () => {
    expect(receiverOf(ann.id, { acceptedSuccessor: bob, managers: [carl], departmentLeads: [carl] })).toEqual({ to: bob, why: 'successor' });
    expect(receiverOf(ann.id, { acceptedSuccessor: null, managers: [bob, carl], departmentLeads: [carl] })).toEqual({ to: bob, why: 'manager' });
    expect(receiverOf(ann.id, { acceptedSuccessor: eve, managers: [eve, ann], departmentLeads: [eve, carl] })).toEqual({ to: carl, why: 'department_lead' });
    expect(receiverOf(ann.id, nobody)).toBeNull();
  });

  it('is never somebody who left, nor the one who leaves, and somebody whenever anybody is there', () => {
    const people = fc.array(fc.constantFrom(ann, bob, carl, eve), { maxLength: 4 });
    const candidates = fc.record({ acceptedSuccessor: fc.option(fc.constantFrom(ann, bob, carl, eve)), managers: people, departmentLeads: people });
    fc.assert(
      fc.property(candidates, (given) => {
        const all = [given.acceptedSuccessor, ...given.managers, ...given.departmentLeads];
        const able = all.filter((each) => each !== null && each.active && each.id !== ann.id);
        expect(receiverOf(ann.id, given)?.to).toEqual(able[0]);
      }),
    );
  });
});

describe('a handover', () => {
  it('moves the owner, ends a quarantine, and makes the new owner nobody’s successor', () => {
    const site = siteFacts({ successor: bob, successorAcceptedAt: noon, quarantine: { at: noon, reason: 'unregistered' } });
    expect(handOver({ site, to: bob }, { why: 'successor' })).toMatchObject({ patch: { ownerId: bob.id, successorId: null, quarantine: null }, events: [{ type: 'site.handed_over', data: { why: 'successor' } }] });
    expect(handOver({ site: siteFacts({ successor: bob }), to: carl }, { why: 'manager' })).toMatchObject({ patch: { ownerId: carl.id } });
  });

  it.each([
    ['to somebody who left', siteFacts(), eve],
    ['to the owner', siteFacts(), ann],
    ['of a retired Site', siteFacts({ state: 'retired' }), bob],
  ])('is refused %s', (_what, site, to) => {
    expect(isRefusal(handOver({ site, to }, { why: null }))).toBe(true);
  });
});

it('a succession ends with who left', () => {
  expect(endSuccession({ site: siteFacts({ successor: eve }), leaving: eve })).toMatchObject({
    patch: { successorId: null },
    events: [{ type: 'site.successor_left', changes: { successor: { before: { name: 'Eve' }, after: null } } }],
  });
});

describe('a quarantine', () => {
  it('closes the Site to all but its owner and admins, and is not entered twice', () => {
    const entered = quarantine({ site: siteFacts() }, { reason: 'owner_departed' }, noon);
    expect(entered).toMatchObject({ patch: { quarantine: { at: noon, reason: 'owner_departed' }, audience: { mode: 'admins_only' } } });
    expect(isRefusal(quarantine({ site: siteFacts({ quarantine: { at: noon, reason: 'owner_departed' } }) }, { reason: 'owner_departed' }, noon))).toBe(true);
  });

  it('is left with an active owner, and keeps the narrow audience', () => {
    const site = siteFacts({ owner: eve, quarantine: { at: noon, reason: 'owner_departed' } });
    expect(release({ site, owner: bob }, {})).toMatchObject({ patch: { quarantine: null, guessedOwnerId: null, ownerId: bob.id } });
    expect(release({ site, owner: bob }, {})).not.toHaveProperty('patch.audience');
    expect(isRefusal(release({ site, owner: eve }, {}))).toBe(true);
    expect(isRefusal(release({ site: siteFacts(), owner: bob }, {}))).toBe(true);
  });
});
