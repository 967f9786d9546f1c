import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalQuery, isBare, overView, printQuery, toAddress } from './view-query';

const text = fc.oneof(fc.constantFrom('live', '-retired,live', '"a, b"', '<30d', '%', 'ä & =', '🦊'), fc.string({ minLength: 1, maxLength: 12 }));
const lists = fc.dictionary(fc.constantFrom('q', 'state', 'owner', 'expires', 'sort', 'columns'), text).map((each) => new URLSearchParams(each));

describe('the query of a view', () => {
  it('is the same for every address of the same list', () => {
    expect(canonicalQuery(new URLSearchParams('sort=-title&state=live&state=draft&cursor=x&view=y&offset=50&peek=z&q='))).toBe('sort=-title&state=live,draft');
    fc.assert(
      fc.property(lists, (list) => {
        const query = canonicalQuery(list);
        expect(canonicalQuery(new URLSearchParams(query))).toBe(query);
        expect(canonicalQuery(new URLSearchParams([...list].reverse()))).toBe(query);
        expect(Object.fromEntries(new URLSearchParams(query))).toEqual(Object.fromEntries(list));
      }),
    );
  });

  it('gives way to what the address says, and an empty parameter takes away', () => {
    const address = toAddress({ view: 'v', state: '', owner: ['me', 'none'], q: undefined });
    expect(printQuery(overView('sort=title&state=live', address))).toBe('sort=title&view=v&owner=me,none');
  });

  it('is asked for by nothing but an address that says nothing', () => {
    expect(isBare(toAddress({}))).toBe(true);
    expect(isBare(toAddress({ q: '', peek: 'crm-notes' }))).toBe(true);
    expect(isBare(toAddress({ view: 'all' }))).toBe(false);
    expect(isBare(toAddress({ cursor: 'x' }))).toBe(false);
  });
});
