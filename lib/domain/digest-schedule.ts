import type { Settings } from './settings';
import { isQuiet } from './settings';
import { firstLoudDay } from './sweep';
import { addUtcDays, startOfUtcDay, utcWeekday } from './utc-day';

export const digestFrequencies = ['weekly', 'daily'] as const;
export type DigestFrequency = (typeof digestFrequencies)[number];

/** How a person wants to be told. */
export type Preference = {
  frequency: DigestFrequency;
  /** ISO weekday of the weekly digest: 1 is Monday. */
  weekday: number;
  byMail: boolean;
};

export const defaultPreference: Preference = { frequency: 'weekly', weekday: 1, byMail: true };

type Rules = Pick<Settings, 'digestAtLeast' | 'mailIsRequired'>;
type QuietDays = Pick<Settings, 'quietWeekdays' | 'quietDates'>;

/** What the settings leave of a wish. */
export function preferenceInForce(wish: Preference | null, { digestAtLeast, mailIsRequired }: Rules): Preference {
  const { frequency, weekday, byMail } = wish ?? defaultPreference;
  return { frequency: digestAtLeast === 'daily' ? 'daily' : frequency, weekday, byMail: byMail || mailIsRequired };
}

type Rhythm = Pick<Preference, 'frequency' | 'weekday'>;

/**
 * Whether the day of `now` is one of the regular digest. `lastMade` is the last day whose digests were all made: what
 * quiet days and a worker that stood still have left out is caught up with; null: none was ever made.
 */
export function isRegularDay({ frequency, weekday }: Rhythm, lastMade: Date | null, settings: QuietDays, now: Date): boolean {
  if (isQuiet(settings, now)) return false;
  const today = startOfUtcDay(now);
  const since = lastMade ?? lastLoudDayBefore(settings, today);
  if (since >= today) return false;
  if (frequency === 'daily') return true;
  for (let day = today, seen = 0; day > since && seen < 7; day = addUtcDays(day, -1), seen += 1) {
    if (utcWeekday(day) === weekday) return true;
  }
  return false;
}

/** The beginning of the first day after that of `now` on which the regular digest comes. */
export function nextRegularDay({ frequency, weekday }: Rhythm, settings: QuietDays, now: Date): Date {
  let day = addUtcDays(startOfUtcDay(now), 1);
  while (frequency === 'weekly' && utcWeekday(day) !== weekday) day = addUtcDays(day, 1);
  return firstLoudDay(settings, day);
}

function lastLoudDayBefore(settings: QuietDays, today: Date): Date {
  let day = addUtcDays(today, -1);
  // Further back than this nobody was waiting for a digest.
  for (let tries = 0; tries < 400 && isQuiet(settings, day); tries += 1) day = addUtcDays(day, -1);
  return day;
}
