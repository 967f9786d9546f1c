import { describe, expect, it } from 'vitest';
import { dateWords, rangeValue, readRange } from './date-words';

describe('date filters in words', () => {
  it.each<[string, 'ahead' | 'behind', string]>([
    ['<30d', 'ahead', 'in the next 30 days'],
    ['<1m', 'behind', 'in the last 1 month'],
    ['>2w', 'ahead', 'more than 2 weeks away'],
    ['>1y', 'behind', 'more than 1 year ago'],
    ['past', 'ahead', 'in the past'],
    ['2026-12-01..2027-01-04', 'behind', '1 Dec 2026 to 3 Jan 2027'],
    ['2026-12-01..2026-12-02', 'ahead', '1 Dec 2026'],
    ['>=2026-12-01', 'ahead', 'from 1 Dec 2026 on'],
    ['<2027-01-01', 'ahead', 'up to 31 Dec 2026'],
    ['2026-12-01', 'ahead', '1 Dec 2026'],
    ['<=2026-12-31', 'ahead', 'up to 31 Dec 2026'],
    ['>2026-12-31', 'ahead', 'from 1 Jan 2027 on'],
    ['2026-12-01..', 'ahead', 'from 1 Dec 2026 on'],
    ['..2027-01-01', 'ahead', 'up to 31 Dec 2026'],
    ['>=2026-12-01T12:00:00Z', 'ahead', '>=2026-12-01T12:00:00Z'],
    ['>2026-12-01..2027-01-01', 'ahead', '>2026-12-01..2027-01-01'],
    ['..', 'ahead', '..'],
    ['<2027-99-99', 'ahead', '<2027-99-99'],
    ['whenever', 'ahead', 'whenever'],
  ])('%s, %s: %s', (value, lies, words) => {
    expect(dateWords(value, lies)).toBe(words);
  });

  it.each([
    { from: '2026-12-01', to: '2026-12-31' },
    { from: '2026-12-01', to: undefined },
    { from: undefined, to: '2028-02-29' },
  ])('reads the range that it writes: $from to $to', (range) => {
    expect(readRange(rangeValue(range))).toEqual(range);
  });

  it('has no value for a range without ends', () => {
    expect(rangeValue({ from: '', to: '' })).toBe('');
  });
});
