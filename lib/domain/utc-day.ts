const dayMs = 24 * 60 * 60 * 1000;
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The beginning of the day, UTC, that an instant falls on. */
export function startOfUtcDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / dayMs) * dayMs);
}

/** So many days on, or back. UTC days all have the same length. */
export function addUtcDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs);
}

/** The ISO weekday, UTC: 1 is Monday. */
export function utcWeekday(at: Date): number {
  return at.getUTCDay() === 0 ? 7 : at.getUTCDay();
}

/** The calendar date, UTC: 2027-01-12. */
export function utcDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The calendar date, UTC, as a sentence reads it: 12 January 2027. */
export function longUtcDate(at: Date): string {
  const [year, month, day] = utcDate(at).split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}
