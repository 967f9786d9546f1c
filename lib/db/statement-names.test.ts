import { describe, expect, it } from 'vitest';
import { statementNames } from './statement-names';

describe('the name of a statement', () => {
  const one = { sql: 'SELECT 1', args: [] };
  const other = { sql: 'SELECT 2', args: [] };

  it('comes with the second time and stays', () => {
    const name = statementNames();
    expect(name(one)).toBe('');
    const given = name(one);
    // PostgreSQL cuts names after 63 bytes.
    expect(given).toMatch(/^.{20,63}$/);
    expect(name(one)).toBe(given);
    expect(name({ ...one, args: [7] })).toBe(given);
  });

  it('is another for another text', () => {
    const name = statementNames();
    for (const each of [one, other]) name(each);
    expect(name(one)).not.toBe(name(other));
  });

  it('is given to as many as are kept, and to no list of many parameters', () => {
    const name = statementNames(1);
    for (const each of [one, other]) name(each);
    expect(name(one)).not.toBe('');
    expect(name(other)).toBe('');
    const list = { sql: 'SELECT 3', args: Array.from({ length: 41 }, (_each, at) => at) };
    const named = statementNames();
    expect([named(list), named(list)]).toEqual(['', '']);
  });
});
