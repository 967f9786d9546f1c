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
    // Beyond a day before its expiry nothing is done, and reminders are not simulated.
    reminderDays: [1],
    inactiveDays: shorter(a.inactiveDays, b.inactiveDays),
    retireAfterDays: shorter(a.retireAfterDays, b.retireAfterDays),
  };
}

type Spans = Record<Classification, number>;

function shorter(a: Spans, b: Spans): Spans {
  return {
    personal_draft: Math.min(a.personal_draft, b.personal_draft),
    team_internal: Math.min(a.team_internal, b.team_internal),
    company_wide: Math.min(a.company_wide, b.company_wide),
    external_candidate: Math.min(a.external_candidate, b.external_candidate),
  };
}
