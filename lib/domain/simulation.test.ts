import { addDays } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { noon } from '@/tests/support/facts';
import { defaultSettings } from './settings';
import { simulatedActionOf, type SimulatedAction } from './simulation';
import type { LifecycleFacts } from './sweep';

const live: LifecycleFacts = {
  state: 'live', classification: 'company_wide', audience: 'workspace_all', expiresAt: addDays(noon, 100), reviewDueAt: null, lastVisitedAt: null, keptAt: null,
  disabledAt: null, disabledReason: null, onLegalHold: false, inactivity: null,
};
const cases: Record<SimulatedAction, LifecycleFacts> = {
  disabled_expired: { ...live, expiresAt: addDays(noon, -14) },
  disabled_inactive: { ...live, lastVisitedAt: addDays(noon, -120), inactivity: { askedAt: addDays(noon, -20), dueAt: addDays(noon, -6) } },
  disabled_unreviewed: { ...live, classification: 'external_candidate', reviewDueAt: addDays(noon, -30) },
  narrowed: { ...live, reviewDueAt: addDays(noon, -30) },
  retirement_begun: { ...live, state: 'disabled', disabledAt: addDays(noon, -180), disabledReason: 'expired' },
  renewed_by_use: { ...live, expiresAt: addDays(noon, 1), lastVisitedAt: addDays(noon, -1) },
  asked: { ...live, lastVisitedAt: addDays(noon, -120) },
};
const settings = { ...defaultSettings, renewsItselfDays: { ...defaultSettings.renewsItselfDays, company_wide: 7 } };

describe('what settings would do', () => {
  it.each(Object.entries(cases))('%s, also on a quiet day', (action, site) => {
    // The noon of the tests is a Saturday, on which a sweep does nothing.
    expect(simulatedActionOf(site, settings, noon)).toBe(action);
  });

  it('is nothing where nothing is due', () => {
    expect(simulatedActionOf(live, settings, noon)).toBeNull();
  });
});
