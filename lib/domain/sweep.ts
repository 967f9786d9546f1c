import { addDays, max } from 'date-fns';
import type { AudienceMode } from './audience';
import type { Classification } from './classification';
import { refuse, refuseField, type Refusal } from './refusal';
import { isQuiet, type Settings } from './settings';
import type { DisableReason, SiteState } from './site';
import { addUtcDays, startOfUtcDay } from './utc-day';

/** The parts of a sweep, in order: each walks over its own rows and may be cut off and gone on with anywhere. */
export const sweepPhases = ['departures', 'sites', 'retirements', 'requests', 'terms', 'campaigns', 'policies', 'enforcement', 'tidy'] as const;
export type SweepPhase = (typeof sweepPhases)[number];

export const sweepPhaseLabels: Record<SweepPhase, string> = {
  departures: 'Sites of people who left',
  sites: 'Expiry, reviews, inactivity',
  retirements: 'Retirements',
  requests: 'Requests that wait',
  terms: 'Widenings that end by themselves',
  campaigns: 'Access reviews',
  policies: 'Policies',
  enforcement: 'Enforcement',
  tidy: 'Tidying up',
};

export const sweepStates = ['running', 'stopped', 'done', 'abandoned'] as const;
export type SweepState = (typeof sweepStates)[number];

export const reminderKinds = ['expiry', 'review', 'inactivity', 'deletion'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

export type Reminder = { kind: ReminderKind; dueAt: Date; daysBefore: number };

/** What the lifecycle decides on; a sweep reads exactly this of each Site. */
export type LifecycleFacts = {
  state: SiteState;
  classification: Classification;
  audience: AudienceMode;
  expiresAt: Date | null;
  reviewDueAt: Date | null;
  lastVisitedAt: Date | null;
  keptAt: Date | null;
  disabledAt: Date | null;
  disabledReason: DisableReason | null;
  onLegalHold: boolean;
  /** The latest question whether the unvisited Site is still needed: when it was asked, and until when silence is waited for. */
  inactivity: { askedAt: Date; dueAt: Date } | null;
};

/** The kinds of things that a sweep does to a Site by itself: by the lifecycle, and where a widening ends. */
export const dueActions = ['disable', 'narrow', 'renew', 'retire', 'fall_back'] as const;

export const dueActionLabels: Record<(typeof dueActions)[number], string> = {
  disable: 'Disable',
  narrow: 'Narrow to the owner',
  renew: 'Renew because it is in use',
  retire: 'Begin the retirement',
  fall_back: 'End the widening',
};

/** What the lifecycle does to a Site by itself. */
export type LifecycleAction =
  | { do: 'disable'; reason: Extract<DisableReason, 'expired' | 'inactive' | 'other'>; note: string }
  | { do: 'narrow'; note: string }
  | { do: 'renew'; expiresAt: Date; note: string }
  | { do: 'retire'; note: string };

export type LifecycleSettings = Pick<
  Settings,
  | 'graceDays'
  | 'reminderDays'
  | 'reviewGraceDays'
  | 'reviewSilence'
  | 'inactiveDays'
  | 'inactivityGraceDays'
  | 'retireAfterDays'
  | 'renewsItselfDays'
  | 'lifetimeDays'
  | 'quietWeekdays'
  | 'quietDates'
>;

/** A Site that is in use or could be: what expires, is reviewed and can fall asleep. */
function isOpen({ state }: Pick<LifecycleFacts, 'state'>): boolean {
  return state === 'live' || state === 'draft';
}

/** When a Site closes for its expiry, if nobody renews it; null where it has none or is closed already. */
function closesAt(site: Pick<LifecycleFacts, 'state' | 'classification' | 'expiresAt'>, settings: Pick<LifecycleSettings, 'graceDays'>): Date | null {
  return site.expiresAt === null || !isOpen(site) ? null : addDays(site.expiresAt, settings.graceDays[site.classification]);
}

/** When silence about an overdue review has its effect; null where it has none. */
function silenceAt(site: LifecycleFacts, settings: LifecycleSettings): Date | null {
  const rule = settings.reviewSilence[site.classification];
  if (site.reviewDueAt === null || !isOpen(site) || rule === 'nothing') return null;
  if (rule === 'narrow_to_owner' && site.audience === 'admins_only') return null;
  return addDays(site.reviewDueAt, settings.reviewGraceDays);
}

/** Since when nobody visited or spoke for a live Site; null without visit data, for then nothing is called inactive. */
export function quietSince(site: Pick<LifecycleFacts, 'state' | 'lastVisitedAt' | 'keptAt'>): Date | null {
  if (site.state !== 'live' || site.lastVisitedAt === null) return null;
  return site.keptAt === null ? site.lastVisitedAt : max([site.lastVisitedAt, site.keptAt]);
}

/**
 * Until when the owner may answer whether an unvisited Site is still needed; null when that is not being asked. Where the
 * settings have come to allow a longer silence since it was asked, that is waited for too.
 */
export function inactivityDueAt(site: LifecycleFacts, settings: Pick<LifecycleSettings, 'inactiveDays'>): Date | null {
  const since = quietSince(site);
  if (since === null || site.inactivity === null || site.inactivity.askedAt <= since) return null;
  return max([site.inactivity.dueAt, addDays(since, settings.inactiveDays[site.classification])]);
}

const retirableReasons: readonly (DisableReason | null)[] = ['expired', 'inactive', 'owner_departed'];

/** When the retirement of a Site that silence has disabled begins; null for every other. */
function retiresAt(site: LifecycleFacts, settings: LifecycleSettings): Date | null {
  if (site.state !== 'disabled' || site.disabledAt === null || site.onLegalHold || !retirableReasons.includes(site.disabledReason)) return null;
  return addDays(site.disabledAt, settings.retireAfterDays[site.classification]);
}

/** What silence does to a Site as of `now`: at most one thing at a time, the gravest first, and nothing on a quiet day. */
export function actionDue(site: LifecycleFacts, settings: LifecycleSettings, now: Date): LifecycleAction | null {
  if (isQuiet(settings, now)) return null;
  const isDue = (at: Date | null): boolean => at !== null && at <= now;
  if (isDue(closesAt(site, settings))) {
    return { do: 'disable', reason: 'expired', note: `It expired, and nobody renewed it within ${settings.graceDays[site.classification]} days.` };
  }
  if (isDue(silenceAt(site, settings))) {
    const note = `Its review was ${settings.reviewGraceDays} days overdue, and nobody answered.`;
    return settings.reviewSilence[site.classification] === 'disable' ? { do: 'disable', reason: 'other', note } : { do: 'narrow', note };
  }
  if (isDue(inactivityDueAt(site, settings))) {
    return { do: 'disable', reason: 'inactive', note: 'Nobody visited it, and nobody said that it is still needed.' };
  }
  if (isDue(retiresAt(site, settings))) {
    return { do: 'retire', note: `It had been disabled for ${settings.retireAfterDays[site.classification]} days, and nobody came back to it.` };
  }
  return renewalByUse(site, settings, now);
}

/** A Site that people use renews by itself on its last day, where the setting says so. */
function renewalByUse(site: LifecycleFacts, settings: LifecycleSettings, now: Date): LifecycleAction | null {
  const within = settings.renewsItselfDays[site.classification];
  if (within === 0 || site.state !== 'live' || site.expiresAt === null || site.lastVisitedAt === null) return null;
  const isLastDay = site.expiresAt <= addDays(now, 1);
  if (!isLastDay || site.lastVisitedAt < addDays(site.expiresAt, -within)) return null;
  const expiresAt = addDays(now, settings.lifetimeDays[site.classification]);
  return expiresAt <= site.expiresAt ? null : { do: 'renew', expiresAt, note: `It was visited within ${within} days before its expiry.` };
}

/**
 * The reminders that are due as of `now`: of each date only the nearest distance that it has come to, and the question
 * about inactivity once for each silence. Whoever keeps them makes none twice.
 */
export function remindersDue(site: LifecycleFacts, settings: LifecycleSettings, now: Date): Reminder[] {
  const due: Reminder[] = [];
  const remind = (kind: ReminderKind, dueAt: Date | null): void => {
    if (dueAt === null || !isOpen(site)) return;
    const reached = dueAt <= now ? 0 : Math.min(...settings.reminderDays.filter((days) => addDays(dueAt, -days) <= now));
    if (Number.isFinite(reached)) due.push({ kind, dueAt, daysBefore: reached });
  };
  remind('expiry', site.expiresAt);
  remind('review', site.reviewDueAt);
  const since = quietSince(site);
  if (since !== null && addDays(since, settings.inactiveDays[site.classification]) <= now && (site.inactivity === null || site.inactivity.askedAt <= since)) {
    due.push({ kind: 'inactivity', dueAt: addDays(now, settings.inactivityGraceDays), daysBefore: settings.inactivityGraceDays });
  }
  return due;
}

export const lifecycleSteps = ['expires', 'disabled_expired', 'review_due', 'narrowed', 'disabled_unreviewed', 'disabled_inactive', 'falls_back', 'retiring', 'closed', 'deleted'] as const;
export type LifecycleStep = (typeof lifecycleSteps)[number];

/** What happens and what keeps it from happening, as a sentence reads it. */
export const lifecycleStepLabels: Record<LifecycleStep, { what: string; unless: string | null }> = {
  expires: { what: 'Expires', unless: 'renewed' },
  disabled_expired: { what: 'Disabled', unless: 'renewed' },
  review_due: { what: 'Review due', unless: 'reviewed' },
  narrowed: { what: 'Narrowed to its owner', unless: 'reviewed' },
  disabled_unreviewed: { what: 'Disabled', unless: 'reviewed' },
  disabled_inactive: { what: 'Disabled', unless: 'somebody says that it is still needed' },
  falls_back: { what: 'Audience falls back', unless: 'a longer widening is approved' },
  retiring: { what: 'Retirement begins', unless: 're-enabled' },
  closed: { what: 'Closed', unless: 'the retirement is stopped' },
  deleted: { what: 'Deleted', unless: 'the retirement is stopped' },
};

export type ScheduledStep = { step: LifecycleStep; at: Date };

/** What is under way beside the record. */
export type UnderWay = {
  retirement: { closesAt: Date; deletesAt: Date; isClosed: boolean } | null;
  /** When the widening that is in force ends by itself. */
  fallsBackAt: Date | null;
};

/** Everything that will happen to a Site if nobody does anything, earliest first; what a quiet day puts off stands on the day it is put off to. */
export function scheduleOf(site: LifecycleFacts, settings: LifecycleSettings, { retirement, fallsBackAt }: UnderWay = { retirement: null, fallsBackAt: null }): ScheduledStep[] {
  const acted = (at: Date | null): Date | null => (at === null ? null : firstLoudDay(settings, at));
  const steps: [LifecycleStep, Date | null][] =
    site.state === 'retiring'
      ? [
          ['closed', retirement === null || retirement.isClosed ? null : retirement.closesAt],
          ['deleted', retirement?.deletesAt ?? null],
        ]
      : [
          ['expires', isOpen(site) ? site.expiresAt : null],
          ['disabled_expired', acted(closesAt(site, settings))],
          ['review_due', isOpen(site) ? site.reviewDueAt : null],
          [settings.reviewSilence[site.classification] === 'disable' ? 'disabled_unreviewed' : 'narrowed', acted(silenceAt(site, settings))],
          ['disabled_inactive', acted(inactivityDueAt(site, settings))],
          ['retiring', acted(retiresAt(site, settings))],
        ];
  // Nobody is let in by a widening any more where only the owner is left. It ends on time, also on a quiet day.
  if (site.audience !== 'admins_only' && site.state !== 'retired') steps.push(['falls_back', fallsBackAt]);
  return steps
    .flatMap(([step, at]) => (at === null ? [] : [{ step, at }]))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The instant itself, or the beginning of the first day after it, UTC, that isn't quiet. */
export function firstLoudDay(settings: Pick<Settings, 'quietWeekdays' | 'quietDates'>, at: Date): Date {
  if (!isQuiet(settings, at)) return at;
  let day = startOfUtcDay(at);
  // Quiet dates are at most 400, quiet weekdays at most six of seven: within some years a day is left.
  for (let tries = 0; tries < 3000 && isQuiet(settings, day); tries += 1) day = addUtcDays(day, 1);
  return day;
}

/** The instant that the timetable's sweep stands for: the beginning of the hour, so that every instance means the same. */
export function sweepInstant(now: Date): Date {
  const hourMs = 60 * 60 * 1000;
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs);
}

/** Whether a sweep that would close so many of all open Sites has to stop and ask. */
export function tripsBreaker({ breakerPercent, breakerLeast }: Pick<Settings, 'breakerPercent' | 'breakerLeast'>, wouldClose: number, openSites: number): boolean {
  return wouldClose >= breakerLeast && wouldClose * 100 > openSites * breakerPercent;
}

/** The sweeps that are there, as far as beginning one depends on them. */
export type SweepsSoFar = {
  /** The one that is under way or was stopped. */
  open: { id: string; at: Date; state: 'running' | 'stopped' } | null;
  /** The instant of the last one that was not given up. */
  lastAt: Date | null;
};

export type SweepStart = { then: 'go_on'; sweepId: string } | { then: 'begin' } | { then: 'nothing_more' };

/** What beginning a sweep as of `at` comes to. One that was cut off is gone on with before another begins. */
export function startOf({ open, lastAt }: SweepsSoFar, at: Date): SweepStart | Refusal {
  if (open?.state === 'stopped') {
    return refuse('conflict', `The sweep of ${open.at.toISOString()} stopped because it would close too much. Decide on it first: let it go on, or give it up.`, {
      details: { sweepId: open.id },
    });
  }
  if (open !== null) return { then: 'go_on', sweepId: open.id };
  if (lastAt !== null && at < lastAt) {
    return refuseField('at', `The last sweep was as of ${lastAt.toISOString()}. Time only goes forward: choose that instant or a later one.`);
  }
  return lastAt !== null && at.getTime() === lastAt.getTime() ? { then: 'nothing_more' } : { then: 'begin' };
}
