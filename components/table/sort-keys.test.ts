import { describe, expect, it } from 'vitest';
import { formatSort, parseSort, sortAlsoBy, sortBy } from './sort-keys';

const after = (text: string, step: typeof sortBy, key: string) => formatSort(step(parseSort(text), key));

describe('sorting by several columns', () => {
  it('reads and writes the address', () => {
    expect(parseSort('owner,-title')).toEqual([{ key: 'owner', isDescending: false }, { key: 'title', isDescending: true }]);
    expect(formatSort(parseSort('owner,-title'))).toBe('owner,-title');
  });
  it('sorts by one alone, and turns it round', () => {
    expect(after('title', sortBy, 'owner')).toBe('owner');
    expect(after('owner', sortBy, 'owner')).toBe('-owner');
    expect(after('-owner', sortBy, 'owner')).toBe('owner');
    expect(after('owner,-title', sortBy, 'owner')).toBe('-owner');
    expect(after('owner,-title', sortBy, 'title')).toBe('title');
  });
  it('adds a key, turns it round and takes it out', () => {
    expect(after('owner', sortAlsoBy, 'title')).toBe('owner,title');
    expect(after('owner,title', sortAlsoBy, 'title')).toBe('owner,-title');
    expect(after('owner,-title', sortAlsoBy, 'title')).toBe('owner');
    expect(after('-owner', sortAlsoBy, 'owner')).toBe('owner');
  });
});
