import { describe, expect, it } from 'vitest';
import { nearestWord } from './nearest-word';

const words = ['state', 'audience', 'owner', 'ownerStatus', 'expires'];

describe('the word that was probably meant', () => {
  it.each([
    ['stat', 'state'],
    ['STAET', 'state'],
    ['audince', 'audience'],
    ['ownerstat', 'ownerStatus'],
    ['expire', 'expires'],
    ['ownre', 'owner'],
  ])('for %s is %s', (typed, meant) => {
    expect(nearestWord(typed, words)).toBe(meant);
  });

  it.each(['', 'x', 'colour', 'w'.repeat(10_000)])('for %j is none', (typed) => {
    expect(nearestWord(typed, words)).toBeUndefined();
  });
});
