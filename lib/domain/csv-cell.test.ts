import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinList, neutralCell, plainCell, splitList } from './csv-cell';

/** Text that likes the characters which matter here. */
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '\\', ' ', '＝', '＠') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }) },
);
const cell = fc.string({ unit });

describe('a neutralised cell', () => {
  it('comes back exactly as it was', () => {
    fc.assert(fc.property(cell, (text) => { expect(plainCell(neutralCell(text))).toBe(text); }), { numRuns: 3000 });
  });

  it('is never one that a spreadsheet runs', () => {
    fc.assert(fc.property(cell, (text) => { expect(neutralCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/); }), { numRuns: 3000 });
  });

  it('differs where the cells differ', () => {
    fc.assert(fc.property(cell, cell, (a, b) => { expect(neutralCell(a) === neutralCell(b)).toBe(a === b); }), { numRuns: 3000 });
    expect(neutralCell('=1')).not.toBe(neutralCell("'=1"));
  });

  it('stays as it is where nothing is wrong with it', () => {
    for (const text of ['', 'CRM Notes', '2026-11-21', "'quoted'", "O'Neil", 'a=b']) expect(neutralCell(text)).toBe(text);
    expect(neutralCell('=1+1')).toBe("'=1+1");
  });
});

describe('a list in a cell', () => {
  it('comes back part by part', () => {
    const part = cell.map((text) => text.trim()).filter((text) => text !== '');
    fc.assert(fc.property(fc.array(part), (parts) => { expect(splitList(joinList(parts))).toEqual(parts); }), { numRuns: 3000 });
  });

  it('may be written by a person', () => {
    expect(splitList(' Ann ;Bob;; ')).toEqual(['Ann', 'Bob']);
    expect(splitList('a\\b')).toEqual(['a\\b']);
  });
});
