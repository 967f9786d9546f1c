import { addDays, addHours } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { deadlineReached, dueAtOf } from './request-deadlines';
import { defaultSettings } from './settings';

const settings = { ...defaultSettings, requestDueDays: 14, requestReminderDays: 3, requestEscalateDays: 7, quietWeekdays: [6, 7] };
/** A Monday. */
const made = new Date('2026-11-23T09:00:00Z');
const waiting = { submittedAt: made, dueAt: addDays(made, 14), remindedAt: null, escalatedAt: null, isShort: false };
const nothing = { timesOut: false, escalates: false, reminds: false };

describe('a request that waits', () => {
  it('is reminded of after some days, and again after as many', () => {
    expect(deadlineReached(waiting, settings, addHours(addDays(made, 3), -1))).toEqual(nothing);
    expect(deadlineReached(waiting, settings, addDays(made, 3))).toEqual({ ...nothing, reminds: true });
    const remindedAt = addDays(made, 3);
    expect(deadlineReached({ ...waiting, remindedAt }, settings, addDays(made, 4))).toEqual(nothing);
    expect(deadlineReached({ ...waiting, remindedAt, escalatedAt: made }, settings, addDays(made, 8))).toEqual({ ...nothing, reminds: true });
  });

  it('is escalated once: after its time, or as soon as too few are left', () => {
    expect(deadlineReached(waiting, settings, addDays(made, 7))).toEqual({ ...nothing, escalates: true });
    expect(deadlineReached({ ...waiting, isShort: true }, settings, addHours(made, 1))).toEqual({ ...nothing, escalates: true });
    expect(deadlineReached({ ...waiting, isShort: true, escalatedAt: made }, settings, addHours(made, 2))).toEqual(nothing);
  });

  it('ends at its due date, the old ones at the one that they would get today', () => {
    expect(deadlineReached(waiting, settings, addDays(made, 14))).toEqual({ ...nothing, timesOut: true });
    expect(dueAtOf({ submittedAt: made, dueAt: null }, settings)).toEqual(addDays(made, 14));
    expect(deadlineReached({ ...waiting, dueAt: null }, settings, addDays(made, 14)).timesOut).toBe(true);
  });

  it('is left alone on a quiet day', () => {
    for (const days of [5, 6, 19]) expect(deadlineReached(waiting, settings, addDays(made, days))).toEqual(nothing);
  });
});
