import { describe, expect, it } from 'vitest';
import { bob, idOf, noon, outcomeIn, refusalIn, resolved, sales, siteFacts } from '@/tests/support/facts';
import { askAttestation } from './ask-attestation';
import { assignOwner } from './assign-owner';
import { lifecycle, lifecycleRefusal, siteActions, type SiteAction } from './lifecycle';
import { noteFallback } from './platform-surprises';
import type { NamedAudience } from './request';
import { decideRequest, submitTransfer } from './request-decisions';
import { submitWidening } from './submit-widening';
import { defaultSettings } from './settings';
import { siteStates, type SiteFacts, type SiteState } from './site';
import { handOver, quarantine, release } from './departure';
import { edit } from './edit-site';
import { keep } from './keep-site';
import { advanceRetirement, beginRetirement, stopRetirement, type RetirementPlan } from './retirement';
import { answerSuccession } from './succession';
import { disable, enable, holdLegally, nameSuccessor, narrow, renew, review } from './site-decisions';

const settings = defaultSettings;
const before: NamedAudience = { mode: 'custom', people: [], groups: [], reach: 1 };
const everyone: NamedAudience = { mode: 'workspace_all', people: [], groups: [], reach: null };
const known = resolved([bob.id], [sales.id]);

const plan: RetirementPlan = { state: 'notice', beganFrom: 'live', closesAt: noon, deletesAt: noon, closedAt: null, heldSince: null, exports: [], secrets: [] };

/** Each action with input that nothing but the state can stand in the way of. */
const attempts: Record<SiteAction, (site: SiteFacts, seen?: number) => object> = {
  edit: (site, revision) => edit({ site, settings, department: null, sources: [] }, { title: 'Other', revision }, noon),
  transfer: (site, revision) => submitTransfer({ site, to: bob, open: null, newId: idOf(9) }, { reason: 'r', revision }, 'x'),
  assign_owner: (site, revision) => assignOwner({ site, owner: bob }, { revision }),
  name_successor: (site, revision) => nameSuccessor({ site, successor: bob }, { revision }),
  renew: (site, revision) => renew({ site, settings }, { expiresAt: new Date('2027-03-01T00:00:00Z'), reason: 'r', revision }, noon),
  narrow: (site, revision) =>
    narrow({ site, resolved: known, before, after: before }, { audience: { mode: 'admins_only', people: [], groups: [] }, revision }),
  request_widening: (site, revision) =>
    submitWidening(
      { site, resolved: known, before, after: everyone, gains: 3, open: null, newId: idOf(9), evidence: [], forbidden: [] },
      { audience: { mode: 'workspace_all', people: [], groups: [] }, reason: 'r', until: null, revision },
      bob.id,
      noon,
    ),
  apply_widening: (site) =>
    decideRequest(
      {
        site,
        settings,
        request: { id: idOf(9), kind: 'widening', state: 'pending', revision: 1, requesterId: bob.id, decidedBy: null, proposal: { audience: everyone, gains: 3, until: null, evidence: [] } },
        changedSince: [],
        departed: [],
        gains: 2,
      },
      { decision: 'approve', revision: 1 },
      noon,
    ),
  disable: (site, revision) => disable({ site }, { reason: 'expired', revision }, noon),
  enable: (site, revision) => enable({ site }, { revision }, noon),
  review: (site, revision) => review({ site, settings }, { revision }, noon),
  ask_attestation: (site, revision) => askAttestation({ site }, { dueInDays: 14, revision }, noon),
  set_legal_hold: (site, revision) => holdLegally({ site }, { hold: true, reason: 'r', revision }, noon),
  keep: (site, revision) => keep({ site }, { revision }, noon),
  answer_succession: (site, revision) => answerSuccession({ site: { ...site, successor: bob } }, { accept: true, revision }, noon),
  hand_over: (site, revision) => handOver({ site, to: bob }, { why: 'manager', revision }),
  quarantine: (site, revision) => quarantine({ site }, { reason: 'owner_departed', revision }, noon),
  release: (site, revision) => release({ site: { ...site, quarantine: { at: noon, reason: 'owner_departed' } }, owner: bob }, { revision }),
  begin_retirement: (site, revision) => beginRetirement({ site, settings }, { reason: 'r', revision }, noon),
  stop_retirement: (site, revision) => stopRetirement({ site, plan }, { reason: 'r', revision }, noon),
  advance_retirement: (site) => advanceRetirement({ site, plan, settings: { quietWeekdays: [], quietDates: [] } }, noon) ?? {},
  note_fallback: (site, revision) => noteFallback({ site, fallbackNote: null }, { note: 'The wiki page.', revision }),
};

function siteIn(state: SiteState): SiteFacts {
  return siteFacts({ state, disabled: state === 'disabled' ? { at: noon, reason: 'expired', note: null, from: 'live' } : null });
}

const cases = siteStates.flatMap((state) => siteActions.map((action) => [state, action] as const));

describe('the lifecycle', () => {
  it.each(cases)('of a %s Site decides on %s as the table says', (state, action) => {
    const reason = lifecycleRefusal(state, action);
    const result = attempts[action](siteIn(state));
    if (reason === null) {
      expect(outcomeIn(result)).toHaveProperty('events.0.type');
    } else {
      expect(refusalIn(result)).toMatchObject({ code: 'conflict', reason, details: { state } });
    }
  });

  it.each(siteActions.filter((action) => action !== 'apply_widening' && action !== 'advance_retirement'))('lets nobody %s a Site that changed since they looked', (action) => {
    for (const state of siteStates) {
      expect(refusalIn(attempts[action](siteIn(state), 6))).toMatchObject({ code: 'stale', details: { currentRevision: 7 } });
    }
  });

  it('leaves a retired Site alone', () => {
    expect(siteActions.filter((action) => lifecycleRefusal('retired', action) === null)).toEqual([]);
  });

  it('lets nobody into a Site that is closed or on its way out', () => {
    for (const state of ['disabled', 'retiring', 'retired'] as const) {
      expect(lifecycleRefusal(state, 'request_widening')).not.toBeNull();
      expect(lifecycleRefusal(state, 'apply_widening')).not.toBeNull();
    }
  });

  it('lets everybody out of every Site that is not retired', () => {
    expect(siteStates.filter((state) => lifecycleRefusal(state, 'narrow') === null)).toEqual(['draft', 'live', 'disabled', 'retiring']);
  });

  it('opens again only what is disabled', () => {
    expect(siteStates.filter((state) => lifecycleRefusal(state, 'enable') === null)).toEqual(['disabled']);
  });

  it('gives each refusal as a sentence', () => {
    for (const rules of Object.values(lifecycle)) {
      for (const rule of Object.values(rules)) if (rule !== true) expect(rule).toMatch(/^[A-Z].{15,}\.$/);
    }
  });
});
