import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinValues, splitValues } from './filter-values';

describe('values of a filter', () => {
  it('reads alternatives, exclusions and quoted values', () => {
    expect(splitValues('live, -retired,"Sales, ""North""",-"-x"')).toEqual([
      { value: 'live', excluded: false },
      { value: 'retired', excluded: true },
      { value: 'Sales, "North"', excluded: false },
      { value: '-x', excluded: true },
    ]);
  });

  it('has no empty values', () => {
    expect(splitValues(' ,,-,"",')).toEqual([]);
  });

  it('takes an unclosed quote to the end', () => {
    expect(splitValues('"Sales, North')).toEqual([{ value: 'Sales, North', excluded: false }]);
  });

  it('reads what it writes', () => {
    const value = fc.record({ value: fc.string({ minLength: 1, unit: 'binary' }), excluded: fc.boolean() }, { noNullPrototype: true });
    fc.assert(fc.property(fc.array(value), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
    }));
  });
});
