const units = { d: 'day', w: 'week', m: 'month', y: 'year' };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayMs = 24 * 60 * 60 * 1000;

/** Days as `YYYY-MM-DD`, both of them in; either end may be open. */
export interface DayRange {
  from: string | undefined;
  to: string | undefined;
}

/** A range as a filter's value. The grammar's ranges end before their second day, people's with it. */
export function rangeValue({ from, to }: DayRange): string {
  if (from && to) return `${from}..${dayAfter(to, 1)}`;
  if (from) return `>=${from}`;
  return to ? `<${dayAfter(to, 1)}` : '';
}

/** The days of a filter's value, or undefined where it is no range of whole days. */
export function readRange(value: string): DayRange | undefined {
  const [, sign = '', first, dots, second] = /^(<=?|>=?)?(\d{4}-\d\d-\d\d)?(\.\.)?(\d{4}-\d\d-\d\d)?$/.exec(value) ?? [];
  const days = [first, second].filter((day) => day !== undefined);
  if (days.length === 0 || days.some((day) => Number.isNaN(Date.parse(day))) || (dots === undefined && second !== undefined)) return undefined;
  if (dots !== undefined) return sign === '' ? { from: first, to: second && dayAfter(second, -1) } : undefined;
  if (first === undefined) return undefined;
  if (sign.startsWith('<')) return { from: undefined, to: sign === '<' ? dayAfter(first, -1) : first };
  return { from: sign === '>' ? dayAfter(first, 1) : first, to: sign === '' ? first : undefined };
}

/** A date filter's value in words, for dates that lie ahead or behind: “in the next 30 days”, “1 Dec 2026 to 3 Jan 2027”. */
export function dateWords(value: string, lies: 'ahead' | 'behind'): string {
  const [, side, count, unit] = /^([<>])(\d+)([dwmy])$/.exec(value) ?? [];
  if (side !== undefined && unit !== undefined) {
    const span = `${count} ${units[unit as keyof typeof units]}${count === '1' ? '' : 's'}`;
    if (side === '<') return lies === 'ahead' ? `in the next ${span}` : `in the last ${span}`;
    return lies === 'ahead' ? `more than ${span} away` : `more than ${span} ago`;
  }
  if (value === 'past') return 'in the past';
  if (value === 'future') return 'in the future';
  if (value === 'any') return 'any date';
  const range = readRange(value);
  if (range === undefined) return value;
  if (range.from && range.to) return range.from === range.to ? dayWords(range.from) : `${dayWords(range.from)} to ${dayWords(range.to)}`;
  return range.from ? `from ${dayWords(range.from)} on` : `up to ${dayWords(range.to ?? '')}`;
}

function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${months[(month ?? 1) - 1] ?? ''} ${year}`;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
