import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearable, instant, line, prose, seenRevision } from './text';

describe('line', () => {
  const schema = line(10);

  it('trims, and takes one to so many characters', () => {
    expect(schema.parse('  CRM  ')).toBe('CRM');
    expect(schema.parse('x'.repeat(10))).toHaveLength(10);
    for (const bad of ['', '   ', 'x'.repeat(11), 'a\nb', 'a\rb']) expect(schema.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
  });

  it('takes any writing', () => {
    for (const text of ['מערכת', 'Straße', '日本', '👩‍👩‍👧', 'a\tb']) expect(schema.parse(text)).toBe(text);
  });
});

describe('what can’t be printed', () => {
  it('is refused, wherever it stands', () => {
    const bad = fc.oneof(fc.integer({ min: 0, max: 31 }).filter((code) => ![9, 10, 13].includes(code)), fc.constant(127), fc.integer({ min: 0xd800, max: 0xdfff }));
    fc.assert(
      fc.property(bad, (code) => {
        const text = `a${String.fromCharCode(code)}b`;
        for (const schema of [line(10), prose(10), clearable(10)]) expect(schema.safeParse(text).success).toBe(false);
      }),
    );
  });

  it('is nothing that well-formed text holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), (text) => {
        expect(prose(1000).safeParse(`a${text}b`).success).toBe(true);
      }),
    );
  });
});

describe('prose and clearable', () => {
  it('keep line breaks', () => {
    expect(prose(20).parse('one\ntwo')).toBe('one\ntwo');
  });

  it('differ in what is empty', () => {
    expect(prose(20).safeParse(' ').success).toBe(false);
    expect(clearable(20).parse(' \n ')).toBeNull();
    expect(clearable(20).parse(null)).toBeNull();
  });
});

describe('instant', () => {
  it('takes an instant with its offset, and a day as its beginning in UTC', () => {
    expect(instant.parse('2027-01-31T12:00:00+02:00').toISOString()).toBe('2027-01-31T10:00:00.000Z');
    expect(instant.parse('2028-02-29').toISOString()).toBe('2028-02-29T00:00:00.000Z');
  });

  it('refuses what is no date, and what says no offset', () => {
    for (const bad of ['2027-02-29', '2027-13-01', '2027-01-31T12:00:00', 'tomorrow', '31.01.2027', '', 1, null, '12027-01-01']) {
      expect(instant.safeParse(bad).success, String(bad)).toBe(false);
    }
  });
});

describe('seenRevision', () => {
  it('is a positive whole number, or not said', () => {
    expect([1, 7, undefined].map((value) => seenRevision.safeParse(value).success)).toEqual([true, true, true]);
    expect([0, -1, 1.5, '1', null].some((value) => seenRevision.safeParse(value).success)).toBe(false);
  });
});
