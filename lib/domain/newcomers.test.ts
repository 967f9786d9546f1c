import { expect, it } from 'vitest';
import { newcomersText, noNewcomers } from './newcomers';

it('says how many joined which group, and how many come otherwise', () => {
  expect(newcomersText({ groups: [{ name: 'Sales EMEA', people: 3 }, { name: 'Legal', people: 1 }], others: 1_200 })).toEqual(['3 people joined Sales EMEA', '1 person joined Legal', '1,200 people more would gain access']);
  expect(newcomersText({ groups: [], others: 1 })).toEqual(['1 person more would gain access']);
  expect(newcomersText(noNewcomers)).toEqual([]);
});
