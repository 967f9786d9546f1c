import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLayout, moveColumn, narrowestColumn, parseLayout, pinColumn, resizeColumn, toggleColumn, widestColumn, type ColumnPlace } from './column-layout';

const columns = { main: 'site', others: ['state', 'owner', 'expires', 'tags'] };

function read(text: string): ColumnPlace[] {
  const { places, problem } = { problem: undefined, places: [], ...parseLayout(text, columns) };
  expect(problem).toBeUndefined();
  return places;
}
const keys = (places: ColumnPlace[]) => places.map(({ key }) => key);

const anyLayout = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(...columns.others), isPinned: fc.boolean(), width: fc.option(fc.integer({ min: narrowestColumn, max: widestColumn }), { nil: undefined }) }),
  { selector: ({ key }) => key },
);

describe('the text of a column layout', () => {
  it('holds order, widths and pins', () => {
    expect(read('state,owner!:180,expires')).toEqual([{ key: 'site', isPinned: true }, { key: 'owner', isPinned: true, width: 180 }, { key: 'state' }, { key: 'expires' }]);
  });
  it('is read back as it was written', () => {
    fc.assert(fc.property(anyLayout, fc.option(fc.integer({ min: narrowestColumn, max: widestColumn })), (places, width) => {
      const whole = [{ key: 'site', isPinned: true, ...(width !== null && { width }) }, ...places.filter(({ isPinned }) => isPinned), ...places.filter(({ isPinned }) => !isPinned)];
      const text = formatLayout(whole);
      expect(formatLayout(read(text))).toBe(text);
      expect(keys(read(text))).toEqual(keys(whole));
    }));
  });
  it.each(['state,colour', 'state:wide', 'owner!!', '-state', 'state:-5'])('names what is wrong in “%s”', (text) => {
    expect(parseLayout(text, columns).problem).toMatch(/^There is no column “/);
  });
  it('takes no column twice, and bounds the widths', () => {
    expect(parseLayout('state,state', columns).problem).toBe('The column “state” is named twice.');
    expect(read('state:1,owner:9999').map(({ width }) => width)).toEqual([undefined, narrowestColumn, widestColumn]);
  });
});

describe('changing a column layout', () => {
  const places = read('state,owner,expires');

  it('moves a column, never before the main one', () => {
    expect(keys(moveColumn(places, 'expires', 1))).toEqual(['site', 'expires', 'state', 'owner']);
    expect(keys(moveColumn(places, 'expires', 0))).toEqual(['site', 'expires', 'state', 'owner']);
    expect(keys(moveColumn(places, 'site', 2))).toEqual(keys(places));
  });
  it('keeps pinned columns left of the others', () => {
    const pinned = pinColumn(places, 'expires', true);
    expect(keys(pinned)).toEqual(['site', 'expires', 'state', 'owner']);
    expect(keys(moveColumn(pinned, 'state', 1))).toEqual(['site', 'expires', 'state', 'owner']);
    expect(formatLayout(pinColumn(pinned, 'expires', false))).toBe('expires,state,owner');
  });
  it('shows and hides', () => {
    expect(keys(toggleColumn(places, 'tags'))).toEqual(['site', 'state', 'owner', 'expires', 'tags']);
    expect(keys(toggleColumn(places, 'owner'))).toEqual(['site', 'state', 'expires']);
  });
  it('resizes and resets', () => {
    expect(formatLayout(resizeColumn(places, 'owner', 200.4))).toBe('state,owner:200,expires');
    expect(formatLayout(resizeColumn(resizeColumn(places, 'owner', 200), 'owner', null))).toBe('state,owner,expires');
  });
});
