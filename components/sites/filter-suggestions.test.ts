import { describe, expect, it } from 'vitest';
import { parseFilterText } from '@/lib/domain/filter-text';
import { suggestFilter } from './filter-suggestions';

const inserts = (text: string) => suggestFilter(text).options.map(({ insert }) => insert.trim());

describe('suggestions for the text of a filter', () => {
  it.each([
    ['sta', ['state:']],
    ['state:live -own', ['owner:', 'ownerStatus:']],
    ['state:re', ['retiring', 'retired']],
    ['state:live,dis', ['disabled']],
    ['-state:-dr', ['draft']],
    ['is:exp', ['expiring', 'expired']],
    ['no:own', ['owner', 'ownerStatus']],
    ['dept:', ['none']],
    ['owner:m', ['me']],
    ['review:', ['past', '<30d', 'none']],
    ['"state:', []],
    ['tag:"a b', []],
    ['word ', []],
    ['state:live', []],
  ])('after %s are %j', (text, expected) => {
    expect(inserts(text)).toEqual(expected);
  });

  it('begins with the names of filters', () => {
    expect(inserts('').slice(0, 2)).toEqual(['state:', 'audience:']);
  });

  it('offers nothing that would be refused', () => {
    const words = ['state', 'observed', 'sensitivity', 'completeness', 'ownerStatus', 'expires', 'visited', 'created', 'official', 'is', 'has', 'no', 'class', 'tag'];
    for (const word of words) for (const value of inserts(`${word}:`)) expect(parseFilterText(`${word}:${value}`)).toMatchObject({ ok: true });
  });
});
