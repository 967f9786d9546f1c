import { addDays, addMonths, addWeeks, addYears, isValid, parseISO } from 'date-fns';

/** Which instants a date filter takes: a half-open span in words that `spanAt` works out, no date at all, or any. */
export type DateRange =
  | { kind: 'none' }
  | { kind: 'any' }
  | { kind: 'before' | 'after'; facing: 'ahead' | 'back'; amount: number; unit: Unit }
  | { kind: 'past' | 'future' }
  | { kind: 'between'; from: Date | null; to: Date | null };

const units = { d: addDays, w: addWeeks, m: addMonths, y: addYears } as const;
type Unit = keyof typeof units;

/** Half-open: from ≤ instant < to; null is unbounded. */
export type Span = { from: Date | null; to: Date | null };

/**
 * Reads one value of a date filter; null when it is none.
 *
 * `<30d` of a date that lies ahead (expiry, review due) is within the next 30 days, and not what is past; of a date
 * that lies back (visits, reviews) within the last 30. `>30d` is further away than that. Days, weeks, months, years:
 * d w m y. Days of a calendar begin at midnight UTC.
 */
export function dateRange(text: string, facing: 'ahead' | 'back'): DateRange | null {
  if (text === 'none' || text === 'any' || text === 'past' || text === 'future') return { kind: text };
  if (text === 'overdue') return { kind: 'past' };
  const relative = /^([<>])(\d{1,5})([dwmy])$/.exec(text);
  if (relative !== null) {
    const [, sign, amount, unit] = relative;
    return { kind: sign === '<' ? 'before' : 'after', facing, amount: Number(amount), unit: unit as Unit };
  }
  const bound = /^(<|<=|>|>=)(\d{4}-\d{2}-\d{2}(?:T.+)?)$/.exec(text);
  if (bound !== null) {
    const [, sign = '', day = ''] = bound;
    const at = instant(day);
    if (at === null) return null;
    // A whole day: after it begins when it ends, up to and with it ends when it ends.
    const end = day.length === 10 ? addDays(at, 1) : new Date(at.getTime() + 1);
    if (sign === '<') return { kind: 'between', from: null, to: at };
    if (sign === '<=') return { kind: 'between', from: null, to: end };
    return { kind: 'between', from: sign === '>' ? end : at, to: null };
  }
  const [first = '', second = '', ...rest] = text.split('..');
  if (!text.includes('..') || rest.length > 0 || (first === '' && second === '')) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? instant(text) : null;
    return day === null ? null : { kind: 'between', from: day, to: addDays(day, 1) };
  }
  const from = first === '' ? null : instant(first);
  const to = second === '' ? null : instant(second);
  if ((first !== '' && from === null) || (second !== '' && to === null)) return null;
  return { kind: 'between', from, to };
}

function instant(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(text)) return null;
  const at = parseISO(text.length === 10 ? `${text}T00:00:00Z` : text);
  return isValid(at) ? at : null;
}

/** The span that a range means at an instant; null for `none`, which is the absence of a date. */
export function spanAt(range: DateRange, now: Date): Span | null {
  switch (range.kind) {
    case 'none':
      return null;
    case 'any':
      return { from: null, to: null };
    case 'past':
      return { from: null, to: now };
    case 'future':
      return { from: now, to: null };
    case 'between':
      return { from: range.from, to: range.to };
    case 'before':
    case 'after': {
      const far = withinCalendar(units[range.unit](now, range.facing === 'ahead' ? range.amount : -range.amount));
      if (range.facing === 'ahead') return range.kind === 'before' ? { from: now, to: far } : { from: far ?? latest, to: null };
      return range.kind === 'before' ? { from: far, to: null } : { from: null, to: far ?? earliest };
    }
  }
}

const earliest = new Date('0001-01-01T00:00:00Z');
const latest = new Date('9999-12-31T00:00:00Z');

/** Beyond the years that a date can be written in, nothing is compared. */
function withinCalendar(at: Date): Date | null {
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at : null;
}
