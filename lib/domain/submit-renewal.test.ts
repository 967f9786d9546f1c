import { addDays } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, bob, idOf, noon, outcomeIn, refusalIn, siteFacts } from '@/tests/support/facts';
import { decideOperation } from './decide-operation';
import { roles } from './permissions';
import { requestKinds } from './request';
import { decideRequest, type RequestFacts } from './request-decisions';
import { defaultSettings as settings, longestExpiry } from './settings';
import { submitRenewal } from './submit-renewal';
import { judgeOnRequest } from './verdict';

const longest = longestExpiry(settings, 'team_internal', noon); // 365 days
const far = addDays(noon, 2 * 365);
const furthest = addDays(noon, 3 * 365);
const after = (at: Date) => new Date(at.getTime() + 1);

describe('asking to renew beyond the longest lifetime', () => {
  const ask = (expiresAt: Date, more: Partial<Parameters<typeof submitRenewal>[0]> = {}, actorId = ann.id) =>
    submitRenewal({ site: siteFacts(), settings, open: null, newId: idOf(9), ...more }, { expiresAt, reason: 'The contract runs so long.' }, actorId, noon);

  it('keeps both dates and the rule that stood in the way, and changes nothing yet', () => {
    expect(outcomeIn(ask(far))).toMatchObject({
      request: {
        id: idOf(9), resubmitted: false, revision: 1, approvedAtOnce: false,
        before: { expiresAt: '2026-12-21T00:00:00.000Z' },
        proposal: { expiresAt: far.toISOString(), expiresAtBefore: '2026-12-21T00:00:00.000Z', classification: 'team_internal', longestLifetimeDays: 365 },
      },
      patch: {},
      events: [{ type: 'request.submitted', request: { kind: 'renewal', revision: 1 }, reason: 'The contract runs so long.', changes: { expiresAt: { after: far.toISOString() } } }],
    });
  });

  it('begins where renewing at once ends, and ends at three longest lifetimes', () => {
    expect(refusalIn(ask(longest))).toMatchObject({ code: 'rule', fields: [{ path: 'expiresAt', message: expect.stringContaining('Renew the Site instead') as string }] });
    expect(outcomeIn(ask(after(longest))).request.revision).toBe(1);
    expect(outcomeIn(ask(furthest)).request.revision).toBe(1);
    expect(refusalIn(ask(after(furthest))).fields?.[0]).toMatchObject({ path: 'expiresAt', message: expect.stringContaining('more than 3 times') as string });
  });

  it('is refused for a date that has passed, or that is no later than today’s', () => {
    expect(refusalIn(ask(noon)).reason).toContain('has passed');
    for (const expiresAt of [far, after(far)]) expect(refusalIn(ask(far, { site: siteFacts({ expiresAt }) })).reason).toContain('already runs until');
    expect(outcomeIn(ask(far, { site: siteFacts({ expiresAt: null }) })).request.proposal.expiresAtBefore).toBeNull();
  });

  it('waits its turn behind an open request, and revises what came back for changes', () => {
    const open = { id: idOf(3), state: 'pending', revision: 2, requesterId: ann.id } as const;
    expect(refusalIn(ask(far, { open }))).toMatchObject({ code: 'conflict', details: { openRequestId: idOf(3) } });
    const back = { ...open, state: 'changes_requested' } as const;
    expect(outcomeIn(ask(far, { open: back }))).toMatchObject({ request: { id: idOf(3), resubmitted: true, revision: 3 }, events: [{ type: 'request.resubmitted' }] });
    expect(refusalIn(ask(far, { open: back }, bob.id))).toMatchObject({ code: 'conflict' });
  });
});

describe('deciding a renewal', () => {
  const proposal = { expiresAt: far.toISOString(), expiresAtBefore: null, classification: 'team_internal', longestLifetimeDays: 365 } as const;
  const request: RequestFacts = { id: idOf(9), kind: 'renewal', state: 'pending', revision: 3, requesterId: ann.id, decidedBy: null, proposal, reason: 'The contract runs so long.' };
  const decide = (site = siteFacts(), decision: 'approve' | 'reject' = 'approve', now = noon) =>
    decideRequest({ site, settings, request, changedSince: [], departed: [], gains: 0 }, { decision, revision: 3, note: 'Fine.' }, now);

  it('moves the expiry to the date that was asked for, for the reason that was given', () => {
    expect(outcomeIn(decide())).toEqual({
      request: { state: 'approved', answer: 'approve', note: 'Fine.' },
      patch: { expiresAt: far },
      events: [
        expect.objectContaining({ type: 'request.approved', reason: 'Fine.' }),
        expect.objectContaining({
          type: 'site.renewed',
          request: { id: idOf(9), kind: 'renewal', revision: 3 },
          reason: 'The contract runs so long.',
          changes: { expiresAt: { before: '2026-12-21T00:00:00.000Z', after: far.toISOString() } },
        }),
      ],
    });
  });

  it('is not approved where the date no longer makes sense, but can still be rejected', () => {
    const cases = [
      [siteFacts({ expiresAt: after(far) }), noon, 'already runs until'],
      [siteFacts({ classification: 'external_candidate' }), noon, 'more than 3 times'],
      [siteFacts(), far, 'has passed'],
    ] as const;
    for (const [site, now, why] of cases) {
      expect(refusalIn(decide(site, 'approve', now))).toMatchObject({ code: 'conflict', reason: expect.stringContaining(why) as string });
      expect(outcomeIn(decide(site, 'reject', now))).toMatchObject({ request: { state: 'rejected' }, patch: {} });
    }
  });

  it('is not approved on a Site that is on its way out', () => {
    for (const state of ['retiring', 'retired'] as const) expect(refusalIn(decide(siteFacts({ state })))).toMatchObject({ code: 'conflict', details: { state } });
  });

  it('never shortens what the Site has, nor goes beyond three longest lifetimes', () => {
    const days = fc.integer({ min: -30, max: 1500 });
    fc.assert(
      fc.property(days, days, (has, waited) => {
        const site = siteFacts({ expiresAt: addDays(noon, has) });
        const now = addDays(noon, waited);
        const result = decide(site, 'approve', now);
        const isSound = far > now && far > addDays(noon, has) && far <= addDays(now, 3 * 365);
        if (isSound) expect(outcomeIn(result).patch).toEqual({ expiresAt: far });
        else expect(refusalIn(result).code).toBe('conflict');
      }),
    );
  });

  it('is never for who asked or who owns the Site, whatever else they are', () => {
    const anybody = fc.constantFrom('ann', 'bob', 'cleo', 'dora', null);
    const somebody = fc.constantFrom('ann', 'bob', 'cleo', 'dora');
    fc.assert(
      fc.property(somebody, fc.subarray([...roles]), anybody, anybody, somebody, fc.boolean(), (personId, held, ownerId, successorId, requesterId, inAudience) => {
        const relations = { ownerId, successorId, inAudience, isProposedOwner: false, isRequester: false, requesterId, proposedOwnerId: null, isAsked: false, wasAsked: false };
        const { allowed } = judgeOnRequest('request.decide_renewal', { personId, roles: held }, relations);
        const decides = held.some((role) => role === 'reviewer' || role === 'admin') && !held.includes('auditor');
        expect(allowed).toBe(decides && personId !== ownerId && personId !== requesterId);
      }),
    );
  });
});

describe('who decides', () => {
  it('is asked by the kind of the request', () => {
    expect(requestKinds.slice(0, 3).map(decideOperation)).toEqual(['request.decide_widening', 'request.decide_transfer', 'request.decide_renewal']);
  });
});
