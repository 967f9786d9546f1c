import { describe, expect, it } from 'vitest';
import { demandsOf, makesDemands, type WishNames } from './enforcement-demands';
import type { SitePatch } from './site-decisions';

const at = new Date('2026-11-21T12:00:00Z');
const disabled = { at, reason: 'expired', note: null, from: 'live' } as const;
const names: WishNames = {
  people: new Map([['p1', { email: 'bo@example.com', name: 'Bo' }]]),
  groups: new Map([['g1', { id: 'ext-1', name: 'Sales' }], ['g2', { id: null, name: 'Unnamed there' }]]),
};

describe('what a change asks of the platform', () => {
  it.each<[string, SitePatch]>([
    ['a renewal', { expiresAt: at }],
    ['a review', { lastReviewedAt: at, reviewDueAt: at }],
    ['an edit', { title: 'Other', tags: ['a'] }],
    ['a successor', { successorId: 'p1' }],
    ['the first deployment', { state: 'live', expiresAt: at }],
    ['a retirement that begins', { state: 'retiring' }],
  ])('is nothing for %s', (_what, patch) => {
    expect(makesDemands(patch)).toBe(false);
    expect(demandsOf(patch, names)).toEqual([]);
  });

  it('is who may open it, by the names that the platform knows', () => {
    expect(demandsOf({ audience: { mode: 'custom', people: ['p1'], groups: ['g1', 'g2'] } }, names)).toEqual([
      { aspect: 'access', wish: { aspect: 'access', mode: 'custom', people: [{ email: 'bo@example.com', name: 'Bo' }], groups: [{ id: 'ext-1', name: 'Sales' }, { id: null, name: 'Unnamed there' }] } },
    ]);
  });

  it('is closing and opening', () => {
    expect(demandsOf({ state: 'disabled', disabled }, names)).toEqual([{ aspect: 'availability', wish: { aspect: 'availability', open: false } }]);
    expect(demandsOf({ state: 'draft', disabled: null }, names)).toEqual([{ aspect: 'availability', wish: { aspect: 'availability', open: true } }]);
  });

  it('is a new owner; without one, nobody any more', () => {
    expect(demandsOf({ ownerId: 'p1' }, names)).toEqual([{ aspect: 'ownership', wish: { aspect: 'ownership', email: 'bo@example.com', name: 'Bo' } }]);
    expect(demandsOf({ ownerId: null }, names)).toEqual([{ aspect: 'ownership', wish: null }]);
  });

  it('is nothing more than its deletion once it is retired', () => {
    expect(demandsOf({ state: 'retired', retiredAt: at }, names)).toEqual(['access', 'availability', 'ownership'].map((aspect) => ({ aspect, wish: null })));
  });

  it('is one for each aspect that a change touches', () => {
    const patch: SitePatch = { ownerId: 'p1', audience: { mode: 'admins_only', people: [], groups: [] }, state: 'disabled', disabled };
    expect(demandsOf(patch, names).map(({ aspect }) => aspect)).toEqual(['access', 'availability', 'ownership']);
  });
});
