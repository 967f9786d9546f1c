import { describe, expect, it } from 'vitest';
import { ann, bob, eve, idOf, noon, outcomeIn, refusalIn, resolved, sales, siteFacts } from '@/tests/support/facts';
import { answers, isOpen, requestStates, type NamedAudience } from './request';
import { decideRequest as decideAt, submitTransfer, withdraw, type RequestFacts } from './request-decisions';
import { defaultSettings as settings } from './settings';
import { submitWidening } from './submit-widening';
import { judgeOnRequest } from './verdict';

const before: NamedAudience = { mode: 'custom', people: [], groups: [], reach: 2 };
const person = ({ id, name, email }: typeof bob) => ({ id, name, email });
const proposed: NamedAudience = { mode: 'custom', people: [person(bob)], groups: [sales, { id: idOf(51), name: 'Legal' }], reach: 9 };

const widening = (facts: Partial<RequestFacts> = {}) =>
  ({ id: idOf(9), kind: 'widening', state: 'pending', revision: 3, requesterId: ann.id, decidedBy: null, proposal: { audience: proposed, gains: 7, until: null, evidence: [] }, ...facts }) as RequestFacts;
const transfer = (facts: Partial<RequestFacts> = {}) =>
  ({ id: idOf(8), kind: 'transfer', state: 'pending', revision: 3, requesterId: ann.id, decidedBy: null, proposal: { to: person(bob), from: person(ann) }, ...facts }) as RequestFacts;
const decideRequest = (loaded: Omit<Parameters<typeof decideAt>[0], 'settings'>, input: Parameters<typeof decideAt>[1]) => decideAt({ settings, ...loaded }, input, noon);
const quiet = { changedSince: [], departed: [], gains: 5 };

describe('deciding a widening', () => {
  it('applies exactly the audience that was proposed', () => {
    const { request, patch, events } = outcomeIn(decideRequest({ site: siteFacts(), request: widening(), ...quiet }, { decision: 'approve', revision: 3, note: 'Fine.' }));
    expect(request).toEqual({ state: 'approved', answer: 'approve', note: 'Fine.' });
    expect(patch).toEqual({ audience: { mode: 'custom', people: [bob.id], groups: [sales.id, idOf(51)] } });
    expect(events).toMatchObject([
      { type: 'request.approved', request: { id: idOf(9), kind: 'widening', revision: 3 }, reason: 'Fine.' },
      { type: 'site.audience_widened', changes: { audience: { before: { mode: 'custom' }, after: proposed } }, data: { gains: 5 } },
    ]);
  });

  it.each([['reject', 'rejected', 'request.rejected'], ['ask_changes', 'changes_requested', 'request.changes_asked']] as const)('can %s, with a reason, and leaves the Site alone', (decision, state, type) => {
    const loaded = { site: siteFacts(), request: widening(), ...quiet };
    expect(outcomeIn(decideRequest(loaded, { decision, revision: 3, note: 'Too wide.' }))).toMatchObject({ request: { state, note: 'Too wide.' }, patch: {}, events: [{ type, reason: 'Too wide.' }] });
    for (const note of [undefined, null]) expect(refusalIn(decideRequest(loaded, { decision, revision: 3, note })).fields?.[0]?.path).toBe('note');
  });

  it.each(answers)('refuses to %s what moved on since, and says what changed', (decision) => {
    for (const revision of [2, 4]) {
      const refusal = refusalIn(decideRequest({ site: siteFacts(), request: widening(), changedSince: ['Ann renewed the Site (expiresAt)'], departed: [], gains: 2 }, { decision, revision, note: 'n' }));
      expect(refusal).toMatchObject({ code: 'stale', details: { currentRevision: 3, changedSince: ['Ann renewed the Site (expiresAt)'] } });
      expect(refusal.reason).toContain('Ann renewed the Site');
    }
  });

  it('is over once it is decided, whoever comes next, and says who decided', () => {
    for (const state of requestStates.filter((name) => name !== 'pending')) {
      for (const decision of answers) {
        const refusal = refusalIn(decideRequest({ site: siteFacts(), request: widening({ state, decidedBy: 'Rita' }), ...quiet }, { decision, revision: 3, note: 'n' }));
        expect(refusal).toMatchObject({ code: 'conflict', details: { state } });
        expect(refusal.reason).toMatch(isOpen(state) ? /waits for its revision/ : /by Rita/);
      }
    }
  });

  it('is not approved for people who left, but can still be answered', () => {
    const loaded = { site: siteFacts(), request: widening(), changedSince: [], departed: ['Eve'], gains: 2 };
    expect(refusalIn(decideRequest(loaded, { decision: 'approve', revision: 3 })).reason).toContain('Eve left');
    expect(outcomeIn(decideRequest(loaded, { decision: 'ask_changes', revision: 3, note: 'Eve left.' })).request.state).toBe('changes_requested');
  });

  it('can be rejected while the Site is disabled, not approved', () => {
    const site = siteFacts({ state: 'disabled', disabled: { at: new Date(0), reason: 'expired', note: null, from: 'live' } });
    expect(refusalIn(decideRequest({ site, request: widening(), ...quiet }, { decision: 'approve', revision: 3 })).code).toBe('conflict');
    expect(outcomeIn(decideRequest({ site, request: widening(), ...quiet }, { decision: 'reject', revision: 3, note: 'n' })).request.state).toBe('rejected');
  });

  it('by the requester never gets that far', () => {
    const relations = { ownerId: bob.id, successorId: null, inAudience: false, isProposedOwner: false, isRequester: true, requesterId: ann.id, proposedOwnerId: null, isAsked: false, wasAsked: false };
    expect(judgeOnRequest('request.decide_widening', { personId: ann.id, roles: ['reviewer'] }, relations)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnRequest('request.decide_widening', { personId: bob.id, roles: ['admin'] }, relations)).toMatchObject({ allowed: false, hidden: false });
    expect(judgeOnRequest('request.decide_widening', { personId: idOf(5), roles: ['reviewer'] }, relations).allowed).toBe(true);
  });
});

describe('deciding a transfer', () => {
  it('makes the new owner the owner, and a successor no longer their own', () => {
    expect(outcomeIn(decideRequest({ site: siteFacts(), request: transfer(), ...quiet }, { decision: 'approve', revision: 3 })).patch).toEqual({ ownerId: bob.id });
    const { patch, events } = outcomeIn(decideRequest({ site: siteFacts({ successor: bob }), request: transfer(), ...quiet }, { decision: 'approve', revision: 3 }));
    expect(patch).toEqual({ ownerId: bob.id, successorId: null });
    expect(events.map(({ type }) => type)).toEqual(['request.approved', 'site.owner_changed']);
  });

  it('goes on while the Site is disabled: somebody has to answer for it', () => {
    const site = siteFacts({ state: 'disabled', disabled: { at: new Date(0), reason: 'owner_departed', note: null, from: 'live' } });
    expect(outcomeIn(decideRequest({ site, request: transfer(), ...quiet }, { decision: 'approve', revision: 3 })).patch.ownerId).toBe(bob.id);
  });
});

describe('asking for a widening', () => {
  const loaded = { site: siteFacts(), resolved: resolved([ann.id, bob.id], [sales.id]), before, after: proposed, gains: 7, open: null, newId: idOf(9), evidence: [], forbidden: [] };
  const ask = (groups: string[], more: Partial<Parameters<typeof submitWidening>[0]> = {}, actorId = ann.id) =>
    submitWidening({ ...loaded, ...more }, { audience: { mode: 'custom', people: [bob.id], groups }, reason: 'Legal helps.', until: null }, actorId, noon);
  const wider = [sales.id, idOf(51)];

  it('keeps before and after by name, and changes nothing yet', () => {
    expect(outcomeIn(ask(wider))).toMatchObject({
      request: { id: idOf(9), resubmitted: false, revision: 1, approvedAtOnce: false, before, proposal: { audience: proposed, gains: 7 } },
      patch: {},
      events: [{ type: 'request.submitted', reason: 'Legal helps.' }],
    });
  });

  it('is refused where nobody would gain access', () => {
    expect(refusalIn(ask([])).reason).toContain('Narrow the audience instead');
    expect(refusalIn(ask([sales.id])).reason).toContain('already');
  });

  it('waits its turn behind an open request', () => {
    const open = { id: idOf(3), state: 'pending', revision: 2, requesterId: ann.id } as const;
    expect(refusalIn(ask(wider, { open }))).toMatchObject({ code: 'conflict', details: { openRequestId: idOf(3) } });
  });

  it('revises what came back for changes, by the one who asked', () => {
    const open = { id: idOf(3), state: 'changes_requested', revision: 4, requesterId: ann.id } as const;
    expect(outcomeIn(ask(wider, { open }))).toMatchObject({ request: { id: idOf(3), resubmitted: true, revision: 5 }, events: [{ type: 'request.resubmitted' }] });
    expect(refusalIn(ask(wider, { open }, bob.id))).toMatchObject({ code: 'conflict', details: { openRequestId: idOf(3) } });
  });
});

describe('offering a Site', () => {
  const offer = (to: typeof bob | null, actorId: string) => submitTransfer({ site: siteFacts(), to, open: null, newId: idOf(8) }, { reason: 'Moves on.' }, actorId);

  it('asks the new owner', () => {
    expect(outcomeIn(offer(bob, ann.id))).toMatchObject({ request: { approvedAtOnce: false, proposal: { to: { name: 'Bob' }, from: { name: 'Ann' } } }, patch: {} });
  });

  it('to oneself needs no second answer', () => {
    const { request, patch, events } = outcomeIn(offer(bob, bob.id));
    expect([request.approvedAtOnce, patch, events.map(({ type }) => type)]).toEqual([true, { ownerId: bob.id }, ['request.submitted', 'site.owner_changed']]);
  });

  it('is refused to nobody, to those who left and to the owner', () => {
    for (const to of [null, eve, ann]) expect(refusalIn(offer(to, 'boss')).fields?.[0]?.path).toBe('to');
  });
});

describe('withdrawing', () => {
  it('works while the request is open, at the revision that was seen', () => {
    for (const state of requestStates) {
      const result = withdraw({ site: siteFacts(), request: widening({ state }) }, { note: 'No more.' });
      if (isOpen(state)) expect(outcomeIn(result).events).toMatchObject([{ type: 'request.withdrawn', reason: 'No more.' }]);
      else expect(refusalIn(result).code).toBe('conflict');
    }
    expect(refusalIn(withdraw({ site: siteFacts(), request: widening() }, { revision: 2 }))).toMatchObject({ code: 'stale', details: { currentRevision: 3 } });
  });
});
