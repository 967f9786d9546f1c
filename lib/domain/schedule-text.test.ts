import { describe, expect, it } from 'vitest';
import { scheduleText } from './schedule-text';
import { lifecycleSteps } from './sweep';

describe('what the page tells of a step', () => {
  it.each(lifecycleSteps)('%s: what happens and what stops it, while it is ahead', (step) => {
    const { what, isOverdue } = scheduleText(step, false);
    expect(what).not.toBe('');
    expect(isOverdue).toBe(false);
  });

  it('is a fact once an announced day has come, and the next sweep’s work where something is done', () => {
    expect(scheduleText('expires', true)).toEqual({ what: 'Expired', unless: null, isOverdue: false });
    expect(scheduleText('review_due', true)).toEqual({ what: 'Review has been due', unless: null, isOverdue: false });
    expect(scheduleText('disabled_expired', true)).toEqual({ what: 'Disabled', unless: 'renewed', isOverdue: true });
  });
});
