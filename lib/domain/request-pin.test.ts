import { describe, expect, it } from 'vitest';
import { pinDifferences, type RequestPin } from './request-pin';

const is: RequestPin = { request: 3, round: 1, site: 2, audience: 'a', proposal: 'p', gains: 4, gaining: 'abcd', sources: 's', bindings: 'b', version: null, evidence: 'e' };

describe('what moved since somebody looked', () => {
  it('is nothing where all is as it was, or nothing was said', () => {
    expect(pinDifferences(is, is)).toEqual([]);
    expect(pinDifferences({}, is)).toEqual([]);
  });

  it('is how many would gain access where they are more, and says so once', () => {
    expect(pinDifferences({ ...is, gains: 3, gaining: 'abc' }, is)).toEqual(['how many people would gain access (3 then, 4 now)']);
  });

  it.each([['as many', 4], ['fewer', 9]])('is who would gain access where they are %s and others', (_what, gains) => {
    expect(pinDifferences({ ...is, gains, gaining: 'abce' }, is)).toEqual(['who would gain access']);
    expect(pinDifferences({ gaining: 'abce' }, is)).toEqual(['who would gain access']);
  });

  it('holds up nobody where no one is left to gain access, or a client knows only the number', () => {
    expect(pinDifferences(is, { ...is, gains: 0, gaining: '' })).toEqual([]);
    expect(pinDifferences({ gains: 9 }, is)).toEqual([]);
  });

  it('names each part', () => {
    expect(pinDifferences({ ...is, site: 1, version: 'v1' }, is)).toEqual(['the Site’s record', 'the newest version']);
  });
});
