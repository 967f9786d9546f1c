import { expect, it } from 'vitest';
import { groupRefusals } from './group-refusals';

const refused = (title: string, reason: string | null) => ({ site: { id: title, slug: title, title }, state: 'will_refuse' as const, reason });

it('counts refused Sites by their reason, the most frequent first, with a few of each', () => {
  const items = [refused('a', 'Retired.'), ...['b', 'c', 'd', 'e'].map((title) => refused(title, 'Not yours.'))];
  const { groups, read } = groupRefusals(items);
  expect(groups.map(({ reason, count, sites }) => [reason, count, sites.map(({ title }) => title)])).toEqual([
    ['Not yours.', 4, ['b', 'c', 'd']],
    ['Retired.', 1, ['a']],
  ]);
  expect(read).toBe(5);
});

it('counts ids that name nothing with the Sites that can’t be seen', () => {
  expect(groupRefusals([refused('gone', 'There is no such Site, or you can’t see it.')], 2)).toMatchObject({ read: 3, groups: [{ count: 3 }] });
});
