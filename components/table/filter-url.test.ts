import { describe, expect, it } from 'vitest';
import { valuesOf, withParam, withoutParams } from './filter-url';

const params = new URLSearchParams('q=crm&state=live,draft&state=disabled&cursor=abc&sort=-title');

describe('the URL of a filtered list', () => {
  it('reads values joined by commas and repeated keys alike', () => {
    expect(valuesOf(params, 'state')).toEqual(['live', 'draft', 'disabled']);
    expect(valuesOf(params, 'owner')).toEqual([]);
  });
  it('begins at the first page when a filter changes', () => {
    expect(withParam('/list', params, 'state', ['live', 'retired'])).toBe('/list?q=crm&sort=-title&state=live,retired');
  });
  it('drops a filter that has nothing in it', () => {
    expect(withParam('/list', new URLSearchParams('q=a'), 'q', [''])).toBe('/list');
  });
  it('clears filters and keeps the sort', () => {
    expect(withoutParams('/list', params, ['q', 'state'])).toBe('/list?sort=-title');
  });
});
