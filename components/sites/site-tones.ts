import { driftLabels, type Drift } from '@/lib/domain/audience';
import type { Condition, SiteState } from '@/lib/domain/site';
import type { Tone } from '../ui/tone';

export const stateTones: Record<SiteState, Tone> = {
  draft: 'neutral',
  live: 'success',
  disabled: 'danger',
  retiring: 'warning',
  retired: 'neutral',
};

export const conditionTones: Record<Condition, Tone> = {
  expiring: 'warning',
  expired: 'danger',
  review_due: 'warning',
  ownerless: 'danger',
  inactive: 'neutral',
  drifted: 'warning',
  incomplete: 'neutral',
  over_exposed: 'danger',
};

export const driftTones: Record<Drift, Tone> = { none: 'success', wider: 'danger', narrower: 'warning', different: 'warning' };

const gravity: readonly Condition[] = ['over_exposed', 'ownerless', 'expired', 'drifted', 'review_due', 'expiring', 'inactive', 'incomplete'];

/** The gravest first. */
export function byGravity(conditions: readonly Condition[]): Condition[] {
  return gravity.filter((condition) => conditions.includes(condition));
}

/** How the platform's report compares, whole and by its first word, for dense lists. */
export function driftWords(drift: Drift): { whole: string; short: string } {
  const whole = driftLabels[drift];
  return { whole, short: whole.split(' ')[0] ?? whole };
}
