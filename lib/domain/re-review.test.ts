import { describe, expect, it } from 'vitest';
import { bob, idOf, outcomeIn, refusalIn, sales, siteFacts } from '@/tests/support/facts';
import { decideReReview, narrowedToOwner, reReviewReason, type ReReview } from './re-review';
import type { NamedAudience } from './request';

const audience: NamedAudience = { mode: 'custom', people: [{ id: bob.id, name: bob.name, email: bob.email }], groups: [sales], reach: 4 };
const request: ReReview = { id: idOf(9), revision: 2, proposal: { audience, gains: 0, until: null, evidence: [], changed: ['sources'], narrowed: false, because: [] }, restores: null };
const closed = siteFacts({ audience: { mode: 'admins_only', people: [], groups: [] } });

describe('a re-review', () => {
  it('says what changed', () => {
    expect(reReviewReason(['sources'])).toBe('The data sources changed since this audience was approved.');
    expect(reReviewReason(['sources', 'bindings', 'classification'])).toBe('The data sources, storage bindings and classification changed since this audience was approved.');
  });

  it('that is approved leaves the audience as it is', () => {
    const { request: state, patch, events } = outcomeIn(decideReReview(siteFacts(), request, 'approve', null));
    expect([state.state, patch, events.map(({ type }) => type)]).toEqual(['approved', {}, ['request.approved', 'site.audience_confirmed']]);
  });

  it('that is approved brings back what was taken away for it', () => {
    const { patch, events } = outcomeIn(decideReReview(closed, { ...request, restores: audience }, 'approve', null));
    expect(patch).toEqual({ audience: { mode: 'custom', people: [bob.id], groups: [sales.id] } });
    expect(events[1]).toMatchObject({ type: 'site.audience_confirmed', changes: { audience: { before: { mode: 'admins_only' }, after: audience } } });
  });

  it('that is rejected leaves the owner and admins', () => {
    const { request: state, patch, events } = outcomeIn(decideReReview(siteFacts(), request, 'reject', 'Too much.'));
    expect([state.state, patch, events.map(({ type }) => type)]).toEqual(['rejected', { audience: { mode: 'admins_only', people: [], groups: [] } }, ['request.rejected', 'site.audience_narrowed']]);
    expect(outcomeIn(decideReReview(closed, request, 'reject', 'Too much.'))).toMatchObject({ patch: {}, events: [{ type: 'request.rejected' }] });
    expect(narrowedToOwner(closed, request, null)).toEqual({ patch: {}, events: [] });
  });

  it('needs a reason to be anything but approved, and a Site that is in use', () => {
    expect(refusalIn(decideReReview(siteFacts(), request, 'reject', null))).toMatchObject({ code: 'rule' });
    expect(refusalIn(decideReReview(siteFacts({ state: 'retiring' }), request, 'approve', null))).toMatchObject({ code: 'conflict' });
    expect(outcomeIn(decideReReview(siteFacts({ state: 'retiring' }), request, 'reject', 'No.')).request.state).toBe('rejected');
  });
});
