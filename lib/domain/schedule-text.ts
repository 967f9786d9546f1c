import { lifecycleStepLabels, type LifecycleStep } from './sweep';

/** What two steps are called once their day has come: they are facts then, and no longer announced. */
const past: Partial<Record<LifecycleStep, string>> = { expires: 'Expired', review_due: 'Review has been due' };

/**
 * A step as the page tells of it: what, and what keeps it from happening. A step that acts and whose day has come is
 * taken by the next sweep on a day that isn't quiet.
 */
export function scheduleText(step: LifecycleStep, isPast: boolean): { what: string; unless: string | null; isOverdue: boolean } {
  const { what, unless } = lifecycleStepLabels[step];
  const fact = past[step];
  if (!isPast) return { what, unless, isOverdue: false };
  return fact === undefined ? { what, unless, isOverdue: true } : { what: fact, unless: null, isOverdue: false };
}
