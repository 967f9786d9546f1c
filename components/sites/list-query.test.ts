import { describe, expect, it } from 'vitest';
import { pageHref, toFilterInput, toListInput, toQuery } from './list-query';

describe('the query of the list of Sites', () => {
  const query = toQuery({ q: 'crm', state: ['live', 'draft'], owner: '', columns: 'state', sort: '-title', cursor: 'x', limit: '10' });

  it('joins repeated keys and drops empty ones', () => {
    expect(Object.fromEntries(query)).toMatchObject({ state: 'live,draft', q: 'crm' });
    expect(query.has('owner')).toBe(false);
  });
  it('asks the list for everything but the columns', () => {
    expect(toListInput(query)).toEqual({ q: 'crm', state: 'live,draft', sort: '-title', cursor: 'x', limit: '10' });
  });
  it('counts by the filters alone', () => {
    expect(toFilterInput(query)).toEqual({ q: 'crm', state: 'live,draft' });
  });
  it('keeps everything on the way to another page', () => {
    expect(pageHref('/sites', query, 'next')).toBe('/sites?q=crm&state=live,draft&columns=state&sort=-title&cursor=next&limit=10');
    expect(pageHref('/sites', query, null)).toBeUndefined();
  });
});
