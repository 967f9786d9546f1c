import { addDays, addMilliseconds, differenceInMilliseconds, max, min } from 'date-fns';
import type { DomainEvent } from './events';
import { refuse, refuseField, type Refusal } from './refusal';
import { isQuiet, type Settings } from './settings';
import type { DisableReason, SiteFacts } from './site';
import { dateJson, refusalOf, siteSubject, type SiteOutcome } from './site-decisions';
import { firstLoudDay } from './sweep';

export const retirementStates = ['notice', 'closed', 'deleting', 'done', 'stopped'] as const;
export type RetirementState = (typeof retirementStates)[number];

export const retirementStateLabels: Record<RetirementState, string> = {
  notice: 'Notice given',
  closed: 'Closed',
  deleting: 'Deletion asked for',
  done: 'Retired',
  stopped: 'Stopped',
};

/** The states of a retirement that is under way. */
export const openRetirementStates = ['notice', 'closed', 'deleting'] as const satisfies readonly RetirementState[];

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
  /** Since when a legal hold stops the clock. */
  heldSince: Date | null;
  exports: readonly { kind: 'd1' | 'r2'; name: string; state: ExportState }[];
  secrets: readonly { key: string; isRevoked: boolean }[];
};

/** What a step changes in the plan; a key that is absent stays as it is. */
export type PlanPatch = Partial<Pick<RetirementPlan, 'state' | 'closesAt' | 'deletesAt' | 'closedAt' | 'heldSince'>> & { endedAt?: Date };

export type NewRetirement = Pick<RetirementPlan, 'beganFrom' | 'closesAt' | 'deletesAt' | 'closedAt' | 'heldSince'> & {
  state: 'notice' | 'closed';
  reason: string;
  graduatedInto: string | null;
  graduatedSiteId: string | null;
};

type QuietSettings = Pick<Settings, 'quietWeekdays' | 'quietDates'>;

export type BeginRetirementInput = { reason: string; graduatedInto?: string | null | undefined; revision?: number | undefined };

/** Begins the way out: people are told, the Site closes, its data is exported, its secrets are revoked, it is deleted. */
export function beginRetirement(
  { site, settings, replacement = null }: { site: SiteFacts; settings: QuietSettings & Pick<Settings, 'retirementNoticeDays'>; replacement?: Pick<SiteFacts, 'id' | 'title' | 'state'> | null },
  input: BeginRetirementInput,
  now: Date,
): (SiteOutcome & { retirement: NewRetirement }) | Refusal {
  const refusal = refusalOf(site, 'begin_retirement', input.revision);
  if (refusal !== null) return refusal;
  if (replacement?.id === site.id) return refuseField('graduatedInto', 'A Site can’t be replaced by itself.');
  if (replacement?.state === 'retiring' || replacement?.state === 'retired') {
    return refuseField('graduatedInto', `“${replacement.title}” is being retired itself. Name what people will use from now on.`);
  }
  const beganFrom = site.state as RetirementPlan['beganFrom'];
  // Nobody can open a draft or a disabled Site: nobody needs notice of its closing, and it is closed from the beginning.
  const isOpen = beganFrom === 'live';
  const closesAt = isOpen ? firstLoudDay(settings, addDays(now, settings.retirementNoticeDays)) : now;
  const deletesAt = addDays(closesAt, comeBackDays);
  const graduatedInto = replacement?.title ?? input.graduatedInto ?? null;
  return {
    patch: { state: 'retiring' },
    retirement: {
      state: isOpen ? 'notice' : 'closed',
      reason: input.reason,
      graduatedInto,
      graduatedSiteId: replacement?.id ?? null,
      beganFrom,
      closesAt,
      deletesAt,
      closedAt: isOpen ? null : now,
      heldSince: site.legalHold === null ? null : now,
    },
    events: [
      {
        type: 'site.retirement_begun',
        site: siteSubject(site),
        reason: input.reason,
        changes: { state: { before: site.state, after: 'retiring' } },
        data: { closesAt: dateJson(closesAt), deletesAt: dateJson(deletesAt), graduatedInto },
      },
    ],
  };
}

const over = refuse('conflict', 'This retirement is over.');

/** Whether a plan is of the past: done, or stopped. */
export function isOver({ state }: Pick<RetirementPlan, 'state'>): boolean {
  return state === 'done' || state === 'stopped';
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
  if (isOver(plan)) return over;
  const reason = plan.beganFrom === 'live' ? whyItStaysClosed(site, now) : null;
  const state = reason === null ? plan.beganFrom : 'disabled';
  return {
    patch: {
      state,
      ...(state === 'disabled'
        ? { disabled: site.disabled ?? { at: now, reason: reason ?? 'other', note: reason === null ? 'Its retirement was stopped.' : null, from: site.expiresAt === null ? 'draft' : 'live' } }
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

/** Why a Site that was live comes back disabled: what has happened meanwhile would have closed it anyway. */
function whyItStaysClosed({ expiresAt, owner }: SiteFacts, now: Date): Extract<DisableReason, 'expired' | 'owner_departed'> | null {
  if (expiresAt === null || expiresAt <= now) return 'expired';
  return owner === null || !owner.active ? 'owner_departed' : null;
}

/** What still stands between a closed Site and its deletion, as sentences; empty when nothing does. */
export function deletionObstacles({ legalHold }: Pick<SiteFacts, 'legalHold'>, plan: Pick<RetirementPlan, 'exports' | 'secrets'>): string[] {
  const open = plan.exports.filter(({ state }) => state === 'open');
  const valid = plan.secrets.filter(({ isRevoked }) => !isRevoked);
  return [
    ...(legalHold === null ? [] : ['A legal hold stops the clock.']),
    ...open.map(({ kind, name }) => `Nobody has said where the data of ${kind.toUpperCase()} “${name}” went.`),
    ...(valid.length === 0 ? [] : [`Not revoked at their sources yet: ${valid.map(({ key }) => key).join(', ')}.`]),
  ];
}

/**
 * What a legal hold does to a plan as of `now`: it stops the clock at any step, a deletion that has been asked for is
 * taken back, and once it is lifted everything moves on by the time that the clock stood. Null: nothing changes.
 */
export function clockOf({ legalHold }: Pick<SiteFacts, 'legalHold'>, plan: RetirementPlan, now: Date): PlanPatch | null {
  if (legalHold !== null && plan.heldSince === null) {
    return { heldSince: min([legalHold.at, now]), ...(plan.state === 'deleting' ? { state: 'closed' } : {}) };
  }
  if (legalHold !== null || plan.heldSince === null) return null;
  const stoodMs = Math.max(0, differenceInMilliseconds(now, plan.heldSince));
  return {
    heldSince: null,
    deletesAt: addMilliseconds(plan.deletesAt, stoodMs),
    ...(plan.state === 'notice' ? { closesAt: addMilliseconds(plan.closesAt, stoodMs) } : {}),
  };
}

export type Advance = SiteOutcome & { plan: PlanPatch };

/** The next step of a retirement that is due at `now`, or null when there is none. Nothing is closed or deleted on a quiet day. */
export function advanceRetirement({ site, plan, settings }: { site: SiteFacts; plan: RetirementPlan; settings: QuietSettings }, now: Date): Advance | Refusal | null {
  const refusal = refusalOf(site, 'advance_retirement', undefined);
  if (refusal !== null) return refusal;
  const step = (type: DomainEvent['type'], patch: PlanPatch): Advance => ({
    patch: {},
    plan: patch,
    events: [{ type, site: siteSubject(site), data: { closesAt: dateJson(patch.closesAt ?? plan.closesAt), deletesAt: dateJson(patch.deletesAt ?? plan.deletesAt) } }],
  });
  const clock = clockOf(site, plan, now);
  if (clock !== null) return step(clock.heldSince === null ? 'site.retirement_resumed' : 'site.retirement_held', clock);
  if (plan.heldSince !== null || isQuiet(settings, now)) return null;
  if (plan.state === 'notice') {
    // A closing that came late takes nothing away from the days to come back.
    return plan.closesAt <= now ? step('site.retirement_closed', { state: 'closed', closedAt: now, deletesAt: max([plan.deletesAt, addDays(now, comeBackDays)]) }) : null;
  }
  if (plan.state !== 'closed' || plan.deletesAt > now || deletionObstacles(site, plan).length > 0) return null;
  return step('site.deletion_begun', { state: 'deleting' });
}

/** The distance of `reminderDays` that a deletion has come to, 0 once it is due; null when it is too far off or stands still. */
export function deletionReminder(plan: Pick<RetirementPlan, 'state' | 'deletesAt' | 'heldSince'>, { reminderDays }: Pick<Settings, 'reminderDays'>, now: Date): number | null {
  if (plan.heldSince !== null || (plan.state !== 'notice' && plan.state !== 'closed')) return null;
  const reached = plan.deletesAt <= now ? 0 : Math.min(...reminderDays.filter((days) => addDays(plan.deletesAt, -days) <= now));
  return Number.isFinite(reached) ? reached : null;
}

/** The platform has deleted the Site: its record becomes the tombstone. */
export function endRetirement(
  { site, plan }: { site: SiteFacts; plan: RetirementPlan },
  input: { proof: 'feed' | 'person'; note?: string | null | undefined; revision?: number | undefined },
  now: Date,
): Advance | Refusal {
  const refusal = refusalOf(site, 'advance_retirement', input.revision);
  if (refusal !== null) return refusal;
  if (isOver(plan)) return over;
  const obstacles = deletionObstacles(site, plan);
  if (obstacles.length > 0) return refuse('conflict', obstacles.join(' '));
  if (plan.state !== 'deleting' || plan.deletesAt > now) return refuse('conflict', 'The deletion has not been asked for yet: the days to come back are not over.');
  return {
    patch: { state: 'retired', retiredAt: now },
    plan: { state: 'done', endedAt: now },
    events: [
      {
        type: 'site.retired',
        site: siteSubject(site),
        reason: input.note ?? null,
        changes: { state: { before: 'retiring', after: 'retired' } },
        data: { proof: input.proof },
      },
    ],
  };
}

/** As `endRetirement`, by an admin who has deleted the Site on the platform and types its slug: the one thing that nothing brings back. */
export function confirmDeletion(loaded: { site: SiteFacts; plan: RetirementPlan }, input: { slug: string; note?: string | null | undefined; revision?: number | undefined }, now: Date): Advance | Refusal {
  if (input.slug !== loaded.site.slug) return refuseField('slug', `Type the slug exactly as it is: ${loaded.site.slug}`);
  return endRetirement(loaded, { proof: 'person', note: input.note, revision: input.revision }, now);
}
