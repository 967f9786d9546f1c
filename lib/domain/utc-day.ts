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

/** So many months on: on the same day of the month, or the last that there is. */
export function addUtcMonths(at: Date, count: number): Date {
  const [year = 0, month = 1, day = 1] = utcDate(at).split('-').map(Number);
  const [first, next] = [Date.UTC(year, month - 1 + count, 1), Date.UTC(year, month + count, 1)];
  const timeOfDay = at.getTime() - startOfUtcDay(at).getTime();
  return new Date(Math.min(first + (day - 1) * dayMs, next - dayMs) + timeOfDay);
}

/** The month, UTC: January 2027. */
export function utcMonth(at: Date): string {
  return `${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
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
