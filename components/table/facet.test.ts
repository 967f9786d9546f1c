import { describe, expect, it } from 'vitest';
import { inWords, labelOf, toggled, type Facet } from './facet';

const facet: Facet = {
  key: 'source',
  label: 'Data source',
  options: [{ value: 'snow', label: 'Snowflake' }],
  empty: { value: 'none', is: 'nothing', isNot: 'something' },
  describe: (value) => `described ${value}`,
};
const live = { value: 'live', excluded: false };

describe('a facet', () => {
  it('is told in words', () => {
    expect(inWords(facet, { value: 'snow', excluded: true })).toBe('not Snowflake');
    expect(inWords(facet, { value: 'none', excluded: false })).toBe('nothing');
    expect(inWords(facet, { value: 'none', excluded: true })).toBe('something');
    expect(inWords(facet, { value: 'hex', excluded: false }, { source: [{ value: 'hex', label: 'Hex' }] })).toBe('Hex');
  });
  it('knows a value by its label or in other capitals, and else describes it', () => {
    expect(['SNOW', 'snowflake', 'other'].map((value) => labelOf(facet, value))).toEqual(['Snowflake', 'Snowflake', 'described other']);
  });
  it('lets a value in, keeps it out, or neither', () => {
    expect(toggled([], 'live', false)).toEqual([live]);
    expect(toggled([live], 'live', true)).toEqual([{ value: 'live', excluded: true }]);
    expect(toggled([live], 'live', false)).toEqual([]);
    expect(toggled([live], 'draft', true)).toEqual([live, { value: 'draft', excluded: true }]);
  });
});
