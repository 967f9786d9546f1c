import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSelection, chosenCount, nothingChosen, type SelectionStep, type SiteSelection } from './site-selection';

const everything = ['a', 'b', 'c', 'd', 'e', 'f'];
const someIds = fc.subarray(everything);
const anyStep: fc.Arbitrary<SelectionStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('set' as const), ids: someIds, isChosen: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'all' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'clear' as const }) },
);
const chosen = (selection: SiteSelection) => everything.filter((id) => (selection.kind === 'ids' ? selection.ids.includes(id) : !selection.except.includes(id)));

describe('a selection of Sites', () => {
  it('is the set that ticking every row by hand would make', () => {
    fc.assert(fc.property(fc.array(anyStep), (steps) => {
      let selection = nothingChosen;
      let expected = new Set<string>();
      for (const step of steps) {
        selection = changeSelection(selection, step);
        if (step.do === 'clear') expected = new Set();
        else if (step.do === 'all') expected = new Set(everything);
        else for (const id of step.ids) if (step.isChosen) expected.add(id); else expected.delete(id);
        expect(chosen(selection)).toEqual(everything.filter((id) => expected.has(id)));
        expect(chosenCount(selection, everything.length)).toBe(expected.size);
      }
    }));
  });
  it('of all holds Sites that were never loaded', () => {
    const all = changeSelection(nothingChosen, { do: 'all' });
    expect(chosenCount(changeSelection(all, { do: 'set', ids: ['b'], isChosen: false }), 12_345)).toBe(12_344);
  });
});
