import { describe, expect, it } from 'vitest';
import { closedByPlatform, guessOwner, losesTooMany } from './platform-surprises';

describe('a complete report', () => {
  it.each([
    [10, 10, false],
    [11, 109, true],
    [11, 110, false],
    [300, 300, true],
    [0, 0, false],
  ])('that leaves out %i of %i: too many is %s', (missing, known, expected) => {
    expect(losesTooMany(missing, known)).toBe(expected);
  });
});

describe('a Site that nobody registered', () => {
  const zoe = { id: '1', name: 'Zoë O’Neil', email: 'zoe.o.neil+sites@example.com' };
  const cy = { id: '2', name: 'Cy Young', email: 'cy@example.com' };
  it.each([
    ['zoeoneil', zoe],
    ['zoe-o-neil', zoe],
    ['cy', cy],
    ['cy-young', cy],
    ['acme', null],
    ['', null],
    [undefined, null],
  ])('under the account %s: guessed owner', (label, expected) => {
    expect(guessOwner(label, [zoe, cy])).toBe(expected);
  });

  it('that could be two people’s is nobody’s', () => {
    expect(guessOwner('cy', [cy, { id: '3', name: 'Cy', email: 'other@example.com' }])).toBeNull();
  });
});

describe('a suspension', () => {
  it.each([
    ['live', 'suspended', false, true],
    ['live', 'active', false, false],
    ['live', undefined, false, false],
    // Re-enabled here, and the platform has not followed yet.
    ['live', 'suspended', true, false],
    ['disabled', 'suspended', false, false],
    ['draft', 'suspended', false, false],
  ] as const)('of a %s Site (%s, opening awaited: %s) disables it: %s', (state, status, awaitsOpening, expected) => {
    expect(closedByPlatform({ state, awaitsOpening }, status)).toBe(expected);
  });
});
