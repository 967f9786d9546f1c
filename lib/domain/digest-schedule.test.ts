import { describe, expect, it } from 'vitest';
import { isRegularDay, nextRegularDay, preferenceInForce, type DigestFrequency } from './digest-schedule';
import { defaultSettings } from './settings';

const at = (date: string): Date => new Date(`${date}T09:00:00Z`);
const day = (date: string): Date => new Date(`${date}T00:00:00Z`);
const weekly = (weekday: number) => ({ frequency: 'weekly' as DigestFrequency, weekday });
const daily = { frequency: 'daily' as DigestFrequency, weekday: 1 };
const settings = { ...defaultSettings, quietDates: ['2026-11-30'] }; // a Monday

describe('the day of the regular digest', () => {
  it('is the weekday that was chosen, or each day', () => {
    expect(isRegularDay(weekly(3), day('2026-11-24'), settings, at('2026-11-25'))).toBe(true);
    expect(isRegularDay(weekly(4), day('2026-11-24'), settings, at('2026-11-25'))).toBe(false);
    expect(isRegularDay(daily, day('2026-11-24'), settings, at('2026-11-25'))).toBe(true);
  });

  it('is over once the day’s digests have been made', () => {
    expect(isRegularDay(weekly(3), day('2026-11-25'), settings, at('2026-11-25'))).toBe(false);
    expect(isRegularDay(daily, day('2026-11-25'), settings, at('2026-11-25'))).toBe(false);
  });

  it('moves from quiet days to the next loud one, also where none was ever made', () => {
    for (const weekday of [6, 7, 1, 2]) {
      expect(isRegularDay(weekly(weekday), null, settings, at('2026-11-30'))).toBe(false);
      expect(isRegularDay(weekly(weekday), day('2026-11-27'), settings, at('2026-12-01'))).toBe(true);
      expect(isRegularDay(weekly(weekday), null, settings, at('2026-12-01'))).toBe(true);
      expect(nextRegularDay(weekly(weekday), settings, at('2026-11-27'))).toEqual(day('2026-12-01'));
    }
    expect(isRegularDay(weekly(5), null, settings, at('2026-12-01'))).toBe(false);
  });

  it('is caught up with when nothing ran for a while', () => {
    expect(isRegularDay(weekly(1), day('2026-11-20'), defaultSettings, at('2026-11-26'))).toBe(true);
    expect(isRegularDay(weekly(1), day('2026-10-01'), defaultSettings, at('2026-11-26'))).toBe(true);
  });

  it('comes after today', () => {
    expect(nextRegularDay(weekly(3), settings, at('2026-11-25'))).toEqual(day('2026-12-02'));
    expect(nextRegularDay(daily, settings, at('2026-11-25'))).toEqual(day('2026-11-26'));
  });
});

describe('what people wish', () => {
  it('holds within what the settings require', () => {
    const wish = { frequency: 'weekly', weekday: 4, byMail: false } as const;
    expect(preferenceInForce(null, defaultSettings)).toEqual({ frequency: 'weekly', weekday: 1, byMail: true });
    expect(preferenceInForce(wish, { digestAtLeast: 'weekly', mailIsRequired: false })).toEqual(wish);
    expect(preferenceInForce(wish, { digestAtLeast: 'daily', mailIsRequired: true })).toEqual({ frequency: 'daily', weekday: 4, byMail: true });
  });
});
