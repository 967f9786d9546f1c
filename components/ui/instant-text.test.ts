import { describe, expect, it } from 'vitest';
import { instantText } from './instant-text';

const now = new Date('2026-03-10T12:00:00Z');
const say = (at: string) => instantText(new Date(at), now, 'relative', false).text;

describe('instantText', () => {
  it('says how far away a moment is', () => {
    expect(say('2026-03-10T12:00:20Z')).toBe('just now');
    expect(say('2026-03-10T11:45:00Z')).toBe('15 min ago');
    expect(say('2026-03-10T17:30:00Z')).toBe('in 5 h');
    expect(say('2026-04-24T12:00:00Z')).toBe('in 45 d');
    expect(say('2025-10-01T12:00:00Z')).toBe('5 mo ago');
    expect(say('2028-03-10T12:00:00Z')).toBe('in 2 y');
  });
  it('writes UTC until the browser knows better', () => {
    expect(instantText(new Date('2026-03-09T23:30:05Z'), now, 'date', false)).toEqual({
      text: '9 Mar 2026',
      exact: '9 Mar 2026, 23:30:05 UTC',
    });
  });
  it('does not invent a time', () => {
    expect(say('not a time')).toBe('Unknown time');
  });
});
