import { addDays } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { ann, eve, idOf, outcomeIn, refusalIn, siteFacts } from '@/tests/support/facts';
import { advanceRetirement, beginRetirement, clockOf, comeBackDays, confirmDeletion, deletionObstacles, deletionReminder, endRetirement, stopRetirement, type RetirementPlan } from './retirement';
import { defaultSettings } from './settings';
import { disable } from './site-decisions';

/** A Thursday: nothing is quiet. */
const now = new Date('2026-11-19T12:00:00.000Z');
const saturday = new Date('2026-11-21T12:00:00.000Z');
const settings = defaultSettings;
const hold = { at: now, reason: 'Case 7' };
const retiring = siteFacts({ state: 'retiring', expiresAt: addDays(now, 200) });
const planOf = (plan: Partial<RetirementPlan> = {}): RetirementPlan => ({
  state: 'closed', beganFrom: 'live', closesAt: addDays(now, -31), closedAt: addDays(now, -31), deletesAt: addDays(now, -1), heldSince: null, exports: [], secrets: [], ...plan,
});

describe('beginRetirement', () => {
  it('gives notice of a live Site, closes on a day that is not quiet, and leaves thirty days to come back', () => {
    const { retirement, patch } = outcomeIn(beginRetirement({ site: siteFacts(), settings: { ...settings, retirementNoticeDays: 2 } }, { reason: 'r' }, now));
    expect(patch).toEqual({ state: 'retiring' });
    expect(retirement).toMatchObject({ state: 'notice', beganFrom: 'live', closesAt: new Date('2026-11-23T00:00:00.000Z'), deletesAt: addDays(new Date('2026-11-23T00:00:00.000Z'), comeBackDays), closedAt: null });
  });

  it.each(['draft', 'disabled'] as const)('has a %s Site closed from the beginning', (state) => {
    const { retirement } = outcomeIn(beginRetirement({ site: siteFacts({ state }), settings }, { reason: 'r' }, saturday));
    expect(retirement).toMatchObject({ state: 'closed', beganFrom: state, closesAt: saturday, closedAt: saturday, deletesAt: addDays(saturday, comeBackDays) });
  });

  it('begins with a clock that stands while there is a legal hold', () => {
    expect(outcomeIn(beginRetirement({ site: siteFacts({ legalHold: hold }), settings }, { reason: 'r' }, now)).retirement.heldSince).toEqual(now);
  });

  it('names what replaces it, and nothing that goes itself', () => {
    const replacement = { id: idOf(7), title: 'The product', state: 'live' as const };
    expect(outcomeIn(beginRetirement({ site: siteFacts(), settings, replacement }, { reason: 'r', graduatedInto: 'the-product' }, now)).retirement).toMatchObject({ graduatedInto: 'The product', graduatedSiteId: idOf(7) });
    expect(refusalIn(beginRetirement({ site: siteFacts(), settings, replacement: { ...replacement, id: siteFacts().id } }, { reason: 'r' }, now)).fields?.[0]?.path).toBe('graduatedInto');
    expect(refusalIn(beginRetirement({ site: siteFacts(), settings, replacement: { ...replacement, state: 'retiring' } }, { reason: 'r' }, now)).reason).toContain('being retired itself');
  });
});

describe('stopRetirement', () => {
  const stop = (site = retiring, plan = planOf()) => stopRetirement({ site, plan }, { reason: 'Still needed.' }, now);

  it('leads back to where it began', () => {
    expect(outcomeIn(stop()).patch).toEqual({ state: 'live', disabled: null });
    expect(outcomeIn(stop(retiring, planOf({ beganFrom: 'draft' }))).patch.state).toBe('draft');
  });

  it('keeps the reason of a Site that was disabled before', () => {
    const disabled = { at: now, reason: 'security_incident' as const, note: 'Leak.', from: 'live' as const };
    expect(outcomeIn(stop({ ...retiring, disabled }, planOf({ beganFrom: 'disabled' }))).patch).toEqual({ state: 'disabled', disabled });
  });

  it('opens nothing that has expired or that nobody answers for any more', () => {
    expect(outcomeIn(stop({ ...retiring, expiresAt: now })).patch).toMatchObject({ state: 'disabled', disabled: { reason: 'expired', from: 'live' } });
    expect(outcomeIn(stop({ ...retiring, owner: eve })).patch).toMatchObject({ state: 'disabled', disabled: { reason: 'owner_departed' } });
    expect(outcomeIn(stop({ ...retiring, owner: null })).patch).toMatchObject({ state: 'disabled', disabled: { reason: 'owner_departed' } });
  });

  it('is too late once the deletion has been asked for, or when it is over', () => {
    expect(refusalIn(stop(retiring, planOf({ state: 'deleting' }))).reason).toContain('can’t be stopped');
    expect(refusalIn(stop(retiring, planOf({ state: 'stopped' }))).code).toBe('conflict');
  });
});

describe('advanceRetirement', () => {
  const advance = (plan: Partial<RetirementPlan>, at = now, site = retiring) => advanceRetirement({ site, plan: planOf(plan), settings }, at);

  it('closes when its day has come, and never leaves fewer than thirty days after that', () => {
    const plan = { state: 'notice' as const, closedAt: null, closesAt: addDays(now, -10), deletesAt: addDays(now, 20) };
    expect(advance({ ...plan, closesAt: addDays(now, 1) })).toBeNull();
    expect(advance(plan)).toMatchObject({ plan: { state: 'closed', closedAt: now, deletesAt: addDays(now, comeBackDays) }, events: [{ type: 'site.retirement_closed' }] });
  });

  it('asks for the deletion once the days are over and nothing stands in the way', () => {
    expect(advance({ deletesAt: addDays(now, 1) })).toBeNull();
    expect(advance({ exports: [{ kind: 'd1', name: 'DB', state: 'open' }] })).toBeNull();
    expect(advance({ secrets: [{ key: 'TOKEN', isRevoked: false }] })).toBeNull();
    expect(advance({})).toMatchObject({ plan: { state: 'deleting' }, events: [{ type: 'site.deletion_begun' }] });
  });

  it('neither closes nor deletes on a quiet day', () => {
    expect(advance({}, saturday)).toBeNull();
    expect(advance({ state: 'notice', closedAt: null }, saturday)).toBeNull();
  });

  it('ends by itself in no other way', () => {
    expect(advance({ state: 'deleting' })).toBeNull();
  });
});

describe('a legal hold', () => {
  const held = { ...retiring, legalHold: hold };

  it('stops the clock at each step, and takes back a deletion that was asked for', () => {
    expect(clockOf(held, planOf({ state: 'notice' }), now)).toEqual({ heldSince: now });
    expect(clockOf(held, planOf(), now)).toEqual({ heldSince: now });
    expect(clockOf(held, planOf({ state: 'deleting' }), now)).toEqual({ heldSince: now, state: 'closed' });
    expect(advanceRetirement({ site: held, plan: planOf({ heldSince: now }), settings }, addDays(now, 400))).toBeNull();
    expect(advanceRetirement({ site: held, plan: planOf({ state: 'notice', heldSince: now }), settings }, addDays(now, 400))).toBeNull();
  });

  it('moves everything on by the time that it stood', () => {
    const later = addDays(now, 10);
    const notice = planOf({ state: 'notice', closedAt: null, closesAt: addDays(now, 3), deletesAt: addDays(now, 33), heldSince: now });
    expect(clockOf(retiring, notice, later)).toEqual({ heldSince: null, closesAt: addDays(now, 13), deletesAt: addDays(now, 43) });
    expect(clockOf(retiring, planOf({ heldSince: now, deletesAt: addDays(now, 2) }), later)).toEqual({ heldSince: null, deletesAt: addDays(now, 12) });
  });

  it('lets nothing be deleted, whoever confirms it', () => {
    expect(refusalIn(endRetirement({ site: held, plan: planOf({ state: 'deleting' }) }, { proof: 'feed' }, now)).reason).toContain('legal hold');
  });
});

describe('the end', () => {
  const loaded = { site: retiring, plan: planOf({ state: 'deleting' }) };

  it('takes the slug, exactly', () => {
    for (const slug of ['', 'CRM-notes', 'crm-note', ' crm-notes']) expect(refusalIn(confirmDeletion(loaded, { slug }, now)).fields?.[0]?.path).toBe('slug');
    expect(outcomeIn(confirmDeletion(loaded, { slug: 'crm-notes', note: 'Gone.' }, now))).toMatchObject({ patch: { state: 'retired', retiredAt: now }, plan: { state: 'done', endedAt: now }, events: [{ reason: 'Gone.', data: { proof: 'person' } }] });
  });

  it('comes only after the deletion was asked for, and not before its day', () => {
    expect(refusalIn(endRetirement({ ...loaded, plan: planOf() }, { proof: 'feed' }, now)).code).toBe('conflict');
    expect(refusalIn(endRetirement({ ...loaded, plan: planOf({ state: 'deleting', deletesAt: addDays(now, 1) }) }, { proof: 'feed' }, now)).code).toBe('conflict');
    expect(refusalIn(endRetirement({ ...loaded, plan: planOf({ state: 'done' }) }, { proof: 'feed' }, now)).reason).toContain('over');
  });

  it('names everything that stands in the way', () => {
    const plan = planOf({ exports: [{ kind: 'r2', name: 'FILES', state: 'open' }], secrets: [{ key: 'A', isRevoked: false }, { key: 'B', isRevoked: true }, { key: 'C', isRevoked: false }] });
    expect(deletionObstacles({ legalHold: hold }, plan)).toEqual(['A legal hold stops the clock.', 'Nobody has said where the data of R2 “FILES” went.', 'Not revoked at their sources yet: A, C.']);
  });
});

describe('the reminder of a deletion', () => {
  const days = (before: number, plan: Partial<RetirementPlan> = {}) => deletionReminder({ ...planOf(plan), deletesAt: addDays(now, before) }, settings, now);

  it('is made at the nearest distance of the settings', () => {
    expect([40, 30, 20, 14, 10, 7, 3, 1, 0, -5].map((before) => days(before))).toEqual([null, 30, 30, 14, 14, 7, 7, 1, 0, 0]);
  });

  it('is not made while the clock stands, nor after the deletion was asked for', () => {
    expect(days(3, { heldSince: now })).toBeNull();
    expect(days(3, { state: 'deleting' })).toBeNull();
  });
});

describe('disabling a Site on its way out', () => {
  it('can’t turn the reason that closed it into a lighter one', () => {
    const disabled = { at: now, reason: 'security_incident' as const, note: null, from: 'live' as const };
    expect(refusalIn(disable({ site: { ...retiring, disabled } }, { reason: 'project_completed' }, now)).code).toBe('conflict');
    expect(outcomeIn(disable({ site: { ...retiring, owner: ann } }, { reason: 'security_incident' }, now)).patch.state).toBe('disabled');
  });
});
