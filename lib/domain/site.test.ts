import { addDays } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, noon } from '@/tests/support/facts';
import { audienceModes, observedModes } from './audience';
import { classifications, isSensitive, sensitivities } from './classification';
import { defaultSettings } from './settings';
import { completeness, conditions, conditionsOf, isOverExposed, missingFields, siteStates, type ConditionFacts } from './site';

const settings = { ...defaultSettings, expiringDays: 30, inactiveDays: { personal_draft: 60, team_internal: 90, company_wide: 120, external_candidate: 30 } };
const ms = (at: Date, by: number): Date => new Date(at.getTime() + by);

/** A Site about which there is nothing to say. */
const quiet: ConditionFacts = {
  title: 'CRM Notes',
  ownerId: idOf(1),
  departmentId: idOf(60),
  expiresAt: addDays(noon, 100),
  dataSourceNote: 'Nothing.',
  state: 'live',
  audience: 'custom',
  observedMode: null,
  drift: 'none',
  classification: 'team_internal',
  ownerActive: true,
  reviewDueAt: null,
  lastVisitedAt: noon,
  sensitivities: [],
};
const of = (facts: Partial<ConditionFacts>) => conditionsOf({ ...quiet, ...facts }, settings, noon);

describe('conditionsOf', () => {
  it('finds nothing on a quiet Site', () => {
    expect(of({})).toEqual([]);
  });

  it('ends a lifetime at its expiry, not after it', () => {
    expect(of({ expiresAt: ms(noon, -1) })).toEqual(['expired']);
    expect(of({ expiresAt: noon })).toEqual(['expired']);
    expect(of({ expiresAt: ms(noon, 1) })).toEqual(['expiring']);
  });

  it('counts as expiring up to, and not at, the end of the span', () => {
    const end = addDays(noon, 30);
    expect(of({ expiresAt: ms(end, -1) })).toEqual(['expiring']);
    expect(of({ expiresAt: end })).toEqual([]);
  });

  it('is due for review from the instant itself', () => {
    expect(of({ reviewDueAt: ms(noon, 1) })).toEqual([]);
    expect(of({ reviewDueAt: noon })).toEqual(['review_due']);
  });

  it.each(classifications)('is inactive when the last visit is the whole span of its classification ago (%s), and only when live and ever visited', (classification) => {
    const edge = addDays(noon, -settings.inactiveDays[classification]);
    expect(of({ classification, lastVisitedAt: ms(edge, 1) })).toEqual([]);
    expect(of({ classification, lastVisitedAt: edge })).toEqual(['inactive']);
    expect(of({ classification, lastVisitedAt: edge, state: 'disabled' })).toEqual([]);
    expect(of({ classification, lastVisitedAt: null })).toEqual([]);
  });

  it('is ownerless without an owner or with one who left', () => {
    expect(of({ ownerActive: false })).toEqual(['ownerless']);
    expect(of({ ownerId: null, ownerActive: false })).toEqual(['ownerless', 'incomplete']);
  });

  it('passes on drift, and names what is missing', () => {
    for (const drift of ['wider', 'narrower', 'different'] as const) expect(of({ drift })).toEqual(['drifted']);
    expect(of({ dataSourceNote: ' ' })).toEqual(['incomplete']);
    expect(of({ expiresAt: null, state: 'draft' })).toEqual(['incomplete']);
  });

  it('has nothing to say about a retired Site', () => {
    fc.assert(
      fc.property(fc.constantFrom(...observedModes), fc.constantFrom(...classifications), (observedMode, classification) => {
        expect(of({ state: 'retired', observedMode, classification, ownerId: null, expiresAt: noon, reviewDueAt: noon, drift: 'wider' })).toEqual([]);
      }),
    );
  });

  it('gives each condition once, in the order of the list', () => {
    const all = of({ state: 'live', expiresAt: noon, reviewDueAt: noon, ownerId: null, lastVisitedAt: addDays(noon, -99), drift: 'wider', observedMode: 'public' });
    expect(all).toEqual(conditions.filter((condition) => condition !== 'expiring'));
    for (const state of siteStates) expect(new Set(of({ state })).size).toBe(of({ state }).length);
  });
});

describe('isOverExposed', () => {
  it('says what the rules say, for every combination', () => {
    for (const audience of audienceModes) {
      for (const observedMode of [null, ...observedModes]) {
        for (const classification of classifications) {
          for (const sensitivity of sensitivities) {
            const widest = [audience, observedMode].includes('workspace_all') || observedMode === 'public';
            const expected = observedMode === 'public' || (widest && (classification !== 'company_wide' || isSensitive(sensitivity)));
            expect(isOverExposed({ audience, observedMode, classification, sensitivities: [sensitivity] })).toBe(expected);
          }
        }
      }
    }
  });

  it('holds everything but public and internal data for sensitive', () => {
    expect(sensitivities.filter((name) => !isSensitive(name))).toEqual(['public', 'internal']);
  });
});

describe('completeness', () => {
  it('is the share of the five fields that are there', () => {
    const bare = { title: '', ownerId: null, departmentId: null, expiresAt: null, dataSourceNote: null };
    expect(missingFields(bare)).toEqual(['name', 'owner', 'department', 'expiry', 'data_source_note']);
    expect(completeness(missingFields(bare))).toBe(0);
    expect(completeness(missingFields({ ...bare, title: 'CRM', ownerId: idOf(1) }))).toBe(40);
    expect(completeness(missingFields(quiet))).toBe(100);
  });
});
