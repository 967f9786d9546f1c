import type { Classification } from './classification';
import type { Settings } from './settings';
import { actionDue, remindersDue, type LifecycleFacts } from './sweep';

/** What a sweep does to a Site by itself, as somebody who changes the settings wants it told apart. */
export const simulatedActions = ['disabled_expired', 'disabled_inactive', 'disabled_unreviewed', 'narrowed', 'retirement_begun', 'renewed_by_use', 'asked'] as const;
export type SimulatedAction = (typeof simulatedActions)[number];

export const simulatedActionLabels: Record<SimulatedAction, string> = {
  disabled_expired: 'Disabled as expired',
  disabled_inactive: 'Disabled as inactive',
  disabled_unreviewed: 'Disabled as not reviewed',
  narrowed: 'Narrowed to the owner',
  retirement_begun: 'Retirement begun',
  renewed_by_use: 'Renewed because in use',
  asked: 'Asked whether still needed',
};

/** Those that take a Site away from people: the breaker counts them. */
export const closingActions: readonly SimulatedAction[] = ['disabled_expired', 'disabled_inactive', 'disabled_unreviewed', 'narrowed'];

/**
 * What settings do to a Site as of `now`. A quiet day only puts it off, so none is taken for one: on a Sunday the
 * answer is what Monday does.
 */
export function simulatedActionOf(site: LifecycleFacts, settings: Settings, now: Date): SimulatedAction | null {
  const loud = { ...settings, quietWeekdays: [], quietDates: [] };
  const action = actionDue(site, loud, now);
  switch (action?.do) {
    case undefined:
      return remindersDue(site, loud, now).some(({ kind }) => kind === 'inactivity') ? 'asked' : null;
    case 'disable':
      return action.reason === 'other' ? 'disabled_unreviewed' : `disabled_${action.reason}`;
    case 'narrow':
      return 'narrowed';
    case 'renew':
      return 'renewed_by_use';
    case 'retire':
      return 'retirement_begun';
  }
}

/** Settings under which whatever either of two would do is read: of each span the one that reaches further. */
export function widestOf(a: Settings, b: Settings): Settings {
  return {
    ...a,
    inactiveDays: shorter(a.inactiveDays, b.inactiveDays),
    retireAfterDays: shorter(a.retireAfterDays, b.retireAfterDays),
    graceDays: shorter(a.graceDays, b.graceDays),
    reviewGraceDays: Math.min(a.reviewGraceDays, b.reviewGraceDays),
    renewsItselfDays: longer(a.renewsItselfDays, b.renewsItselfDays),
  };
}

type Spans = Record<Classification, number>;

const shorter = (a: Spans, b: Spans): Spans => each((classification) => Math.min(a[classification], b[classification]));
const longer = (a: Spans, b: Spans): Spans => each((classification) => Math.max(a[classification], b[classification]));

function each(days: (classification: Classification) => number): Spans {
  return { personal_draft: days('personal_draft'), team_internal: days('team_internal'), company_wide: days('company_wide'), external_candidate: days('external_candidate') };
}
