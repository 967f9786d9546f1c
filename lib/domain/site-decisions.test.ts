import { addDays } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { ann, bob, eve, idOf, noon, outcomeIn, refusalIn, resolved, sales, siteFacts } from '@/tests/support/facts';
import { isSecurityReason } from './disable-reason';
import { edit } from './edit-site';
import type { NamedAudience } from './request';
import { defaultSettings as settings } from './settings';
import { disableReasons } from './site';
import { disable, enable, holdLegally, nameSuccessor, narrow, renew, review } from './site-decisions';

const ms = (at: Date, by: number): Date => new Date(at.getTime() + by);

describe('renew', () => {
  const site = siteFacts();
  const longest = addDays(noon, settings.longestLifetimeDays.team_internal);
  const to = (expiresAt: Date, facts = site) => renew({ site: facts, settings }, { expiresAt, reason: 'In use.' }, noon);

  it('moves the expiry on, and says from when to when and why', () => {
    const { patch, events } = outcomeIn(to(longest));
    expect(patch).toEqual({ expiresAt: longest });
    expect(events).toEqual([
      expect.objectContaining({
        type: 'site.renewed',
        reason: 'In use.',
        changes: { expiresAt: { before: '2026-12-21T00:00:00.000Z', after: longest.toISOString() } },
      }),
    ]);
  });

  it('goes to the longest lifetime and not a moment further', () => {
    expect(refusalIn(to(ms(longest, 1)))).toMatchObject({ code: 'rule', fields: [{ path: 'expiresAt', message: expect.stringContaining('365 days') as string }] });
  });

  it('never goes back, and never to the present', () => {
    expect(refusalIn(to(noon)).fields?.[0]?.message).toContain('future');
    expect(refusalIn(to(new Date('2026-12-21T00:00:00.000Z'))).fields?.[0]?.message).toContain('already runs until');
    expect(refusalIn(to(ms(noon, -1), siteFacts({ expiresAt: null }))).fields?.[0]?.path).toBe('expiresAt');
  });

  it('brings back one that has expired', () => {
    expect(outcomeIn(to(ms(noon, 1), siteFacts({ expiresAt: addDays(noon, -30) }))).patch).toEqual({ expiresAt: ms(noon, 1) });
  });
});

describe('narrow', () => {
  const named = (mode: NamedAudience['mode']): NamedAudience => ({ mode, people: [], groups: [], reach: 1 });
  const decide = (people: string[], groups: string[]) =>
    narrow({ site: siteFacts(), resolved: resolved([ann.id, bob.id, idOf(4)], [sales.id]), before: named('custom'), after: named('custom') }, { audience: { mode: 'custom', people, groups }, reason: 'Fewer.' });

  it('takes effect at once', () => {
    const { patch, events } = outcomeIn(decide([bob.id], []));
    expect(patch).toEqual({ audience: { mode: 'custom', people: [bob.id], groups: [] } });
    expect(events).toMatchObject([{ type: 'site.audience_narrowed', reason: 'Fewer.', changes: { audience: { before: { reach: 1 } } } }]);
  });

  it('may name members of a group that goes', () => {
    expect(outcomeIn(decide([bob.id, idOf(4)], [])).events).toHaveLength(1);
  });

  it('refuses to let anybody else in, and says what to do instead', () => {
    expect(refusalIn(decide([bob.id, idOf(9)], [])).reason).toContain('Ask for a widening');
    expect(refusalIn(decide([], [idOf(77)])).fields?.[0]?.path).toBe('audience');
  });

  it('refuses what is so already', () => {
    expect(refusalIn(decide([bob.id], [sales.id])).reason).toContain('already');
  });
});

describe('disable and enable', () => {
  const closed = (facts: Parameters<typeof siteFacts>[0] = {}) =>
    siteFacts({ state: 'disabled', disabled: { at: noon, reason: 'inactive', note: null, from: 'live' }, ...facts });

  it('closes with the reason, and remembers where from', () => {
    for (const [state, from] of [['draft', 'draft'], ['live', 'live'], ['retiring', 'live']] as const) {
      const { patch, events } = outcomeIn(disable({ site: siteFacts({ state }) }, { reason: 'wrong_data', note: 'Old numbers.' }, noon));
      expect(patch).toEqual({ state: 'disabled', disabled: { at: noon, reason: 'wrong_data', note: 'Old numbers.', from } });
      expect(events).toMatchObject([{ type: 'site.disabled', reason: 'Old numbers.', data: { disableReason: 'wrong_data' } }]);
    }
  });

  it('wants a note for the reason that says nothing', () => {
    for (const reason of disableReasons) {
      const result = disable({ site: siteFacts() }, { reason }, noon);
      if (reason === 'other') expect(refusalIn(result).fields?.[0]?.path).toBe('note');
      else expect(outcomeIn(result).patch.state).toBe('disabled');
    }
  });

  it('opens again to where it was', () => {
    expect(outcomeIn(enable({ site: closed() }, {}, noon)).patch).toEqual({ state: 'live', disabled: null });
    const draft = closed({ disabled: { at: noon, reason: 'other', note: 'x', from: 'draft' }, expiresAt: null });
    expect(outcomeIn(enable({ site: draft }, {}, noon)).patch.state).toBe('draft');
  });

  it('stays closed past its expiry, from the very instant', () => {
    for (const expiresAt of [null, addDays(noon, -1), noon]) {
      expect(refusalIn(enable({ site: closed({ expiresAt }) }, {}, noon))).toMatchObject({ code: 'conflict', reason: expect.stringContaining('Renew it first') as string });
    }
    expect(outcomeIn(enable({ site: closed({ expiresAt: ms(noon, 1) }) }, {}, noon)).patch.state).toBe('live');
  });

  it('stays closed while nobody answers for it', () => {
    for (const owner of [null, eve]) expect(refusalIn(enable({ site: closed({ owner }) }, {}, noon)).reason).toContain('Nobody answers');
  });

  it('knows which reasons take more than the owner', () => {
    expect(disableReasons.filter(isSecurityReason)).toEqual(['access_scope_mistake', 'wrong_data', 'policy_violation', 'security_incident']);
  });
});

describe('review', () => {
  it('holds for as long as the classification says, and keeps what was confirmed', () => {
    const site = siteFacts({ classification: 'external_candidate', dataSources: [{ id: idOf(70), key: 'hex', name: 'Hex', sensitivity: 'internal', mode: 'read_only' }] });
    const { patch, events } = outcomeIn(review({ site, settings }, { note: 'Holds.' }, noon));
    expect(patch).toEqual({ lastReviewedAt: noon, reviewDueAt: addDays(noon, 30) });
    expect(events[0]).toMatchObject({ reason: 'Holds.', data: { confirmed: { owner: { name: 'Ann' }, audience: { mode: 'custom', people: [{ name: 'Bob' }], groups: [{ name: 'Sales' }] }, dataSources: [{ name: 'Hex', mode: 'read_only' }] } } });
  });
});

describe('holdLegally', () => {
  const held = siteFacts({ legalHold: { at: noon, reason: 'Case 7' } });

  it('is set and lifted, each with its reason', () => {
    expect(outcomeIn(holdLegally({ site: siteFacts() }, { hold: true, reason: 'Case 7' }, noon)).patch).toEqual({ legalHold: { at: noon, reason: 'Case 7' } });
    const lifted = outcomeIn(holdLegally({ site: held }, { hold: false, reason: 'Closed.' }, noon));
    expect(lifted).toMatchObject({ patch: { legalHold: null }, events: [{ type: 'site.legal_hold_lifted', changes: { legalHold: { before: 'Case 7', after: null } } }] });
  });

  it('is neither set nor lifted twice', () => {
    expect(refusalIn(holdLegally({ site: held }, { hold: true, reason: 'r' }, noon)).code).toBe('conflict');
    expect(refusalIn(holdLegally({ site: siteFacts() }, { hold: false, reason: 'r' }, noon)).code).toBe('conflict');
  });
});

describe('nameSuccessor', () => {
  it('names an active person who is not the owner, or nobody', () => {
    expect(outcomeIn(nameSuccessor({ site: siteFacts(), successor: bob }, {})).patch).toEqual({ successorId: bob.id });
    expect(outcomeIn(nameSuccessor({ site: siteFacts({ successor: bob }), successor: null }, {})).patch).toEqual({ successorId: null });
    for (const [site, successor] of [[siteFacts(), ann], [siteFacts(), eve], [siteFacts({ successor: bob }), bob], [siteFacts(), null]] as const) {
      expect(refusalIn(nameSuccessor({ site, successor }, {})).fields?.[0]?.path).toBe('successor');
    }
  });
});

describe('edit', () => {
  const decide = (input: Parameters<typeof edit>[1], facts = siteFacts(), more: Partial<Parameters<typeof edit>[0]> = {}) =>
    outcomeIn(edit({ site: facts, settings, department: null, sources: [], ...more }, input, noon));

  it('changes what is given and different, and records before and after', () => {
    const { patch, events } = decide({ title: 'CRM Notes 2', purpose: 'Notes', description: null, dataSourceNote: null });
    expect(patch).toEqual({ title: 'CRM Notes 2', dataSourceNote: null });
    expect(events).toMatchObject([{ changes: { title: { before: 'CRM Notes', after: 'CRM Notes 2' }, dataSourceNote: { before: 'Nothing but notes.', after: null } } }]);
  });

  it('does nothing when nothing differs', () => {
    expect(decide({ title: 'CRM Notes', dataSources: [] })).toEqual({ patch: {}, events: [] });
  });

  it('can take the department away, and put another in its place', () => {
    expect(decide({ department: null }).patch).toEqual({ departmentId: null });
    expect(decide({ department: idOf(61) }, siteFacts(), { department: { id: idOf(61), name: 'Legal' } }).events[0]?.changes).toEqual({ department: { before: 'Sales', after: 'Legal' } });
    expect(decide({}).patch).toEqual({});
  });

  it('brings the expiry forward with a classification that lives shorter, and says so', () => {
    const far = siteFacts({ expiresAt: addDays(noon, 300) });
    const { patch, events } = decide({ classification: 'external_candidate' }, far);
    expect(patch).toEqual({ classification: 'external_candidate', expiresAt: addDays(noon, 90) });
    expect(Object.keys(events[0]?.changes ?? {})).toEqual(['classification', 'expiresAt']);
    expect(decide({ classification: 'company_wide' }, far).patch).toEqual({ classification: 'company_wide' });
  });

  it('compares data sources by what they are, not by their order', () => {
    const source = (number: number, name: string) => ({ id: idOf(number), key: name.toLowerCase(), name, sensitivity: 'internal' as const, mode: 'read_only' as const });
    const [hex, slack] = [source(70, 'Hex'), source(71, 'Slack')];
    expect(decide({ dataSources: [1] }, siteFacts({ dataSources: [hex, slack] }), { sources: [slack, hex] }).events).toEqual([]);
    expect(decide({ dataSources: [1] }, siteFacts({ dataSources: [hex] }), { sources: [{ ...hex, mode: 'write_capable' }] }).patch).toEqual({ dataSources: [{ id: hex.id, mode: 'write_capable' }] });
  });
});
