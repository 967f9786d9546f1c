import { describe, expect, it } from 'vitest';
import { instantsAsText } from './instant-types';

const instant = instantsAsText.getTypeParser(1184) as unknown as (text: string) => string;

describe('instantsAsText', () => {
  it.each([
    ['2026-07-24 00:24:09+00', '2026-07-24T00:24:09.000Z'],
    ['2026-07-24 00:24:09.5+00', '2026-07-24T00:24:09.500Z'],
    ['2026-07-24 00:24:09.123456+00', '2026-07-24T00:24:09.123Z'],
    ['2026-07-24 02:24:09.25+02', '2026-07-24T00:24:09.250Z'],
    ['12026-01-02 03:04:05+00', '+012026-01-02T03:04:05.000Z'],
  ])('reads %s as %s', (text, iso) => {
    expect(instant(text)).toBe(iso);
  });

  it('leaves other types to pg', () => {
    expect((instantsAsText.getTypeParser(23) as unknown as (text: string) => number)('7')).toBe(7);
  });
});
