import { describe, expect, it } from 'vitest';
import { filterValues, overBase, plainValues, withParams } from './filter-url';

const params = new URLSearchParams('q=crm&state=live,draft&state=disabled,live&cursor=abc&sort=-title');
const included = (values: string[]) => values.map((value) => ({ value, excluded: false }));

describe('the URL of a filtered list', () => {
  it('reads values joined by commas and repeated keys alike, each once', () => {
    expect(filterValues(params, 'state', plainValues)).toEqual(included(['live', 'draft', 'disabled']));
    expect(filterValues(params, 'owner', plainValues)).toEqual([]);
  });
  it('begins at the first page when a filter changes', () => {
    const state = plainValues.join(included(['live', 'retired']));
    expect(withParams('/list', params, ['state'], { state })).toBe('/list?q=crm&sort=-title&state=live,retired');
  });
  it('drops a filter that has nothing in it', () => {
    expect(withParams('/list', new URLSearchParams('q=a'), ['q'], { q: '' })).toBe('/list');
  });
  it('clears filters and keeps the sort', () => {
    expect(withParams('/list', params, ['q', 'state'], {})).toBe('/list?sort=-title');
  });
});

describe('a list that stands on a base', () => {
  const base = new URLSearchParams('state=live&q=crm');
  const over = (query: string) => overBase(base, new URLSearchParams(query)).toString();

  it('asks for what the base says, unless the address says otherwise', () => {
    expect(over('view=mine')).toBe('state=live&q=crm&view=mine');
    expect(over('state=draft&state=live&q=')).toBe('state=draft&state=live');
  });
  it('says in the address only what differs, and takes away what the base says', () => {
    const to = (state: string) => withParams('/list', new URLSearchParams('view=mine&state=draft'), ['state'], { state }, base);
    expect(to('retired')).toBe('/list?view=mine&state=retired');
    expect(to('live')).toBe('/list?view=mine');
    expect(to('')).toBe('/list?view=mine&state=');
    expect(withParams('/list', new URLSearchParams('view=mine'), ['q', 'state', 'owner'], {}, base)).toBe('/list?view=mine&q=&state=');
  });
});
