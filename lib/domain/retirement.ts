import { addDays, addMilliseconds, differenceInMilliseconds } from 'date-fns';
import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import type { Settings } from './settings';
import type { SiteFacts } from './site';
import { dateJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';

export const retirementStates = ['notice', 'closed', 'deleting', 'done', 'stopped'] as const;
export type RetirementState = (typeof retirementStates)[number];

export const retirementStateLabels: Record<RetirementState, string> = {
  notice: 'Notice given',
  closed: 'Closed',
  deleting: 'Deletion asked for',
  done: 'Retired',
  stopped: 'Stopped',
};

export const exportStates = ['open', 'exported', 'waived'] as const;
export type ExportState = (typeof exportStates)[number];

/** Days between the closing and the deletion in which everything can come back (issue and demands, row 25). */
export const comeBackDays = 30;

export type RetirementPlan = {
  state: RetirementState;
  beganFrom: 'draft' | 'live' | 'disabled';
  closesAt: Date;
  deletesAt: Date;
  closedAt: Date | null;
  heldSince: Date | null;
  exports: readonly { kind: 'd1' | 'r2'; name: string; state: ExportState }[];
  secrets: readonly { key: string; isRevoked: boolean }[];
};

/** What a step changes in the plan; a key that is absent stays as it is. */
export type PlanPatch = Partial<Pick<RetirementPlan, 'state' | 'deletesAt' | 'closedAt' | 'heldSince'>> & { endedAt?: Date };

export type NewRetirement = { reason: string; graduatedInto: string | null; graduatedSiteId: string | null; beganFrom: RetirementPlan['beganFrom']; closesAt: Date; deletesAt: Date };

/** Begins the way out: people are told, the Site closes, its data is exported, its secrets are revoked, it is deleted. */
export function beginRetirement(
  { site, settings }: { site: SiteFacts; settings: Pick<Settings, 'retirementNoticeDays'> },
  input: { reason: string; graduatedInto?: string | null | undefined; graduatedSiteId?: string | null | undefined; revision?: number | undefined },
  now: Date,
): (SiteOutcome & { retirement: NewRetirement }) | Refusal {
  const refusal = refusalOf(site, 'begin_retirement', input.revision);
  if (refusal !== null) return refusal;
  if (input.graduatedSiteId === site.id) return refuseField('graduatedSiteId', 'A Site can’t be replaced by itself.');
  const beganFrom = site.state as RetirementPlan['beganFrom'];
  // Nobody can open a draft or a disabled Site, so nobody needs notice of its closing.
  const closesAt = addDays(now, beganFrom === 'live' ? settings.retirementNoticeDays : 0);
  const deletesAt = addDays(closesAt, comeBackDays);
  return {
    patch: { state: 'retiring' },
    retirement: { reason: input.reason, graduatedInto: input.graduatedInto ?? null, graduatedSiteId: input.graduatedSiteId ?? null, beganFrom, closesAt, deletesAt },
    events: [
      {
        type: 'site.retirement_begun',
        site: siteSubject(site),
        reason: input.reason,
        changes: { state: { before: site.state, after: 'retiring' } },
        data: { closesAt: dateJson(closesAt), deletesAt: dateJson(deletesAt), graduatedInto: input.graduatedInto ?? null },
      },
    ],
  };
}

/** Comes back from a retirement, until the deletion has been asked for. */
export function stopRetirement(
  { site, plan }: { site: SiteFacts; plan: RetirementPlan },
  input: { reason: string; revision?: number | undefined },
  now: Date,
): (SiteOutcome & { plan: PlanPatch }) | Refusal {
  const refusal = refusalOf(site, 'stop_retirement', input.revision);
  if (refusal !== null) return refusal;
  if (plan.state === 'deleting') return refuse('conflict', 'The deletion has been asked for on the platform. It can’t be stopped here any more.');
  // A Site that was live and has expired meanwhile comes back disabled: no live Site is past its expiry and grace.
  const hasExpired = plan.beganFrom === 'live' && (site.expiresAt === null || site.expiresAt <= now);
  const state = hasExpired ? 'disabled' : plan.beganFrom;
  return {
    patch: {
      state,
      ...(state === 'disabled'
        ? { disabled: site.disabled ?? { at: now, reason: 'expired', note: null, from: site.expiresAt === null ? 'draft' : 'live' } }
        : { disabled: null }),
    },
    plan: { state: 'stopped', endedAt: now },
    events: [
      {
        type: 'site.retirement_stopped',
        site: siteSubject(site),
        reason: input.reason,
        changes: { state: { before: site.state, after: state } },
      },
    ],
  };
}

/** What still stands between a closed Site and its deletion, as sentences; empty when nothing does. */
export function deletionObstacles({ legalHold }: Pick<SiteFacts, 'legalHold'>, plan: RetirementPlan): string[] {
  const open = plan.exports.filter(({ state }) => state === 'open');
  const valid = plan.secrets.filter(({ isRevoked }) => !isRevoked);
  return [
    ...(legalHold === null ? [] : ['A legal hold stops the clock.']),
    ...open.map(({ kind, name }) => `Nobody has said where the data of ${kind.toUpperCase()} “${name}” went.`),
    ...(valid.length === 0 ? [] : [`Not revoked at their sources yet: ${valid.map(({ key }) => key).join(', ')}.`]),
  ];
}

export type Advance = SiteOutcome & { plan: PlanPatch };

/**
 * The next step of a retirement that is due at `now`, or null when there is none. A legal hold stops the clock; once it
 * is lifted, the deletion moves on by the time that it stood.
 */
export function advanceRetirement({ site, plan }: { site: SiteFacts; plan: RetirementPlan }, now: Date): Advance | Refusal | null {
  const refusal = refusalOf(site, 'advance_retirement', undefined);
  if (refusal !== null) return refusal;
  const step = (type: DomainEvent['type'], planPatch: PlanPatch, data: DomainEvent['data'] = {}): Advance => ({
    patch: {},
    plan: planPatch,
    events: [{ type, site: siteSubject(site), data }],
  });
  if (plan.state === 'notice') return plan.closesAt <= now ? step('site.retirement_closed', { state: 'closed', closedAt: now }) : null;
  if (plan.state !== 'closed') return null;
  if (site.legalHold !== null) return plan.heldSince === null ? step('site.retirement_held', { heldSince: site.legalHold.at }) : null;
  if (plan.heldSince !== null) {
    const deletesAt = addMilliseconds(plan.deletesAt, Math.max(0, differenceInMilliseconds(now, plan.heldSince)));
    return step('site.retirement_held', { heldSince: null, deletesAt }, { deletesAt: dateJson(deletesAt) });
  }
  if (plan.deletesAt > now || deletionObstacles(site, plan).length > 0) return null;
  return step('site.deletion_begun', { state: 'deleting' });
}

/** The platform has deleted the Site: its record becomes the tombstone. */
export function endRetirement({ site, plan }: { site: SiteFacts; plan: RetirementPlan }, now: Date): Advance | Refusal {
  const refusal = refusalOf(site, 'advance_retirement', undefined);
  if (refusal !== null) return refusal;
  if (plan.state !== 'deleting') return refuse('conflict', 'The deletion has not been asked for yet.');
  const obstacles = deletionObstacles(site, plan);
  if (obstacles.length > 0) return refuse('conflict', obstacles.join(' '));
  return {
    patch: { state: 'retired', retiredAt: now },
    plan: { state: 'done', endedAt: now },
    events: [{ type: 'site.retired', site: siteSubject(site), changes: { state: { before: 'retiring', after: 'retired' } } }],
  };
}
