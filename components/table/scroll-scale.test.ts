import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollScale } from './scroll-scale';

const viewport = 700;
const many = fc.integer({ min: 500_000, max: 20_000_000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the scale of the scroll bar', () => {
  it('is exact as long as browsers can lay the rows out', () => {
    const scale = scrollScale(100_000, 32, viewport);
    expect(scale).toMatchObject({ length: 3_200_000, isExact: true });
    expect(scale.toOffset(1234)).toBe(1234);
    expect(scrollScale(3, 32, viewport)).toMatchObject({ length: 96, lastTop: 0, lastOffset: 0 });
  });
  it('never gets longer than browsers can lay out, and reaches every row', () => {
    fc.assert(fc.property(many, (rows) => {
      const scale = scrollScale(rows, 32, viewport);
      expect(scale.length).toBeLessThanOrEqual(15_000_000);
      expect(scale.toOffset(0)).toBe(0);
      expect(scale.toOffset(scale.lastTop)).toBe(rows * 32 - viewport);
    }));
  });
  it('leads there and back, and only ever forward', () => {
    fc.assert(fc.property(many, share, share, (rows, at, further) => {
      const scale = scrollScale(rows, 32, viewport);
      const top = at * scale.lastTop;
      expect(scale.toTop(scale.toOffset(top))).toBeCloseTo(top, 3);
      expect(scale.toOffset(top + further * (scale.lastTop - top))).toBeGreaterThanOrEqual(scale.toOffset(top));
    }));
  });
  it('moves px for px near both ends', () => {
    const scale = scrollScale(1_000_000, 32, viewport);
    expect(scale.toOffset(50_000)).toBe(50_000);
    expect(scale.lastOffset - scale.toOffset(scale.lastTop - 50_000)).toBe(50_000);
  });
});
