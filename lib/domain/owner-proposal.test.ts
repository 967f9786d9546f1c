import { expect, it } from 'vitest';
import { ann, bob, eve } from '@/tests/support/facts';
import { addressOf, proposalOf, proposalReasons, type ProposalCandidates } from './owner-proposal';

const none = Object.fromEntries(proposalReasons.map((reason) => [reason, null])) as ProposalCandidates;

it('the best reason that names somebody who is there is the proposal', () => {
  expect(proposalOf(none)).toBeNull();
  expect(proposalOf({ ...none, owner: eve })).toBeNull();
  expect(proposalOf({ ...none, owner: eve, committer: bob, department_lead: ann })).toEqual({ person: bob, reason: 'committer' });
  for (const [at, reason] of proposalReasons.entries()) {
    const later = Object.fromEntries(proposalReasons.map((each, place) => [each, place < at ? eve : place === at ? bob : ann])) as ProposalCandidates;
    expect(proposalOf(later)).toEqual({ person: bob, reason });
  }
});

it.each([
  ['Mia Li <Mia.Li@Example.com>', 'mia.li@example.com'],
  ['a <b> <c@d.example>', 'c@d.example'],
  ['Mia Li', null],
  ['<not an address>', null],
  ['', null],
  [null, null],
])('the address in %s is %s', (author, address) => {
  expect(addressOf(author)).toBe(address);
});
