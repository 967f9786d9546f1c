import { describe, expect, it } from 'vitest';
import { refusalIn } from '@/tests/support/facts';
import { endRepetitionRefusal, repetitionAt, repetitionDue, type Repeating } from './campaign-repetition';

const day = (text: string): Date => new Date(`${text}T12:00:00Z`);
const closed: Repeating = { state: 'closed', name: 'Customer data', createdAt: day('2026-11-21'), dueAt: day('2026-12-05'), repeatMonths: 3, repeatAt: day('2027-02-21'), repeatEndedAt: null, problem: null };

describe('an access review that is repeated', () => {
  it('begins anew on the same day of the month, or the last there is', () => {
    expect([repetitionAt(day('2026-11-21'), 3), repetitionAt(day('2026-11-30'), 3), repetitionAt(day('2026-08-31'), 6), repetitionAt(day('2028-02-29'), 12)]).toEqual([day('2027-02-21'), day('2027-02-28'), day('2027-02-28'), day('2029-02-28')]);
  });

  it('takes answers for as long, under a name that says when it began', () => {
    expect(repetitionDue(closed, day('2027-02-21'))).toEqual({ name: 'Customer data, February 2027', dueAt: day('2027-03-07') });
    expect(repetitionDue({ ...closed, name: 'Customer data, February 2027' }, day('2027-05-23'))?.name).toBe('Customer data, May 2027');
  });

  it.each([
    ['before its time', closed, '2027-02-20', false],
    ['while the former is under way', { ...closed, state: 'running' as const }, '2027-06-01', false],
    ['while the former is being closed', { ...closed, state: 'closing' as const }, '2027-06-01', false],
    ['after it was given up', { ...closed, state: 'cancelled' as const }, '2027-06-01', false],
    ['after one that found nothing to review', { ...closed, state: 'cancelled' as const, problem: 'Nothing.' }, '2027-06-01', true],
    ['once it was ended', { ...closed, repeatEndedAt: day('2027-01-01') }, '2027-06-01', false],
    ['where it never was repeated', { ...closed, repeatMonths: null, repeatAt: null }, '2027-06-01', false],
  ])('%s', (_when, campaign, at, begins) => {
    expect(repetitionDue(campaign, day(at)) !== null).toBe(begins);
  });

  it('can be ended until it was repeated', () => {
    expect(endRepetitionRefusal(closed, null)).toBeNull();
    expect(endRepetitionRefusal({ ...closed, state: 'running' }, null)).toBeNull();
    for (const ended of [{ ...closed, repeatMonths: null }, { ...closed, repeatEndedAt: day('2027-01-01') }, { ...closed, state: 'cancelled' as const }]) {
      expect(refusalIn(endRepetitionRefusal(ended, null) ?? { events: [] })).toMatchObject({ code: 'conflict' });
    }
    expect(endRepetitionRefusal(closed, { name: 'The next' })?.reason).toContain('“The next”');
  });
});
