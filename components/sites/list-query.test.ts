import { describe, expect, it } from 'vitest';
import { listHref, pageHref, readPageState, toFilterInput, toListInput, toQuery } from './list-query';

const columns = { main: 'site', others: ['state', 'owner', 'expires'], usual: 'state,owner' };
const read = (text: string) => readPageState(new URLSearchParams(text), columns);

describe('the query of the list of Sites', () => {
  const query = toQuery({ q: 'crm', state: ['live', 'draft'], owner: '', columns: 'state', density: 'comfortable', peek: 'radar', offset: '50', sort: '-title', cursor: 'x', limit: '10' });

  it('joins repeated keys and drops empty ones', () => {
    expect(Object.fromEntries(query)).toMatchObject({ state: 'live,draft', q: 'crm' });
    expect(query.has('owner')).toBe(false);
  });
  it('asks the list for everything but what only the page understands', () => {
    expect(toListInput(query)).toEqual({ q: 'crm', state: 'live,draft', sort: '-title', cursor: 'x', limit: '10' });
  });
  it('counts by the filters alone', () => {
    expect(toFilterInput(query)).toEqual({ q: 'crm', state: 'live,draft' });
  });
  it('keeps everything on the way to another page', () => {
    const short = toQuery({ state: 'live,draft', columns: 'state!:90' });
    expect(pageHref('/sites', short, { cursor: 'next', offset: 50 })).toBe('/sites?state=live,draft&columns=state!:90&cursor=next&offset=50');
    expect(pageHref('/sites', short, { cursor: 'next', offset: null })).toBe('/sites?state=live,draft&columns=state!:90&cursor=next');
    expect(pageHref('/sites', short, null)).toBeUndefined();
  });
  it('sets and takes away', () => {
    expect(listHref('/sites', toQuery({ peek: 'radar', q: 'a b' }), { peek: null, density: 'comfortable' })).toBe('/sites?q=a+b&density=comfortable');
    expect(listHref('/sites', toQuery({ peek: 'radar' }), { peek: null })).toBe('/sites');
  });
});

describe('what only the page understands', () => {
  it('is as usual where the URL says nothing', () => {
    const { state, problems } = read('');
    expect(problems).toEqual([]);
    expect(state).toMatchObject({ density: 'compact', offset: 0, isChosenLayout: false });
    expect(state.places.map(({ key }) => key)).toEqual(['site', 'state', 'owner']);
  });
  it('takes the columns from the URL', () => {
    expect(read('columns=expires:200,owner!&density=comfortable&offset=100').state).toMatchObject({
      density: 'comfortable', offset: 100, isChosenLayout: true, places: [{ key: 'site' }, { key: 'owner', isPinned: true }, { key: 'expires', width: 200 }],
    });
  });
  it('knows no row number of a bare cursor', () => {
    expect(read('cursor=x').state.offset).toBeNull();
  });
  it('names what it does not understand, and is as usual otherwise', () => {
    const { state, problems } = read('columns=colour&density=huge&offset=-1');
    expect(problems.map(({ path }) => path)).toEqual(['columns', 'density', 'offset']);
    expect(state).toMatchObject({ density: 'compact', offset: null, places: [{ key: 'site' }, { key: 'state' }, { key: 'owner' }] });
  });
});
