import { describe, expect, it } from 'vitest';
import { productionUrlSchema } from './site-input';

describe('a production URL', () => {
  it.each(['https://radar.example.com', 'https://radar.example.com:8443/board'])('can be %s', (text) => {
    expect(productionUrlSchema.parse(text)).toBe(text);
  });

  it.each(['', 'abc', '0000-01-01', 'https://a b', 'http://radar.example.com', 'javascript:alert(1)'])('is refused as %j, never with an error of one’s own', (text) => {
    expect(productionUrlSchema.safeParse(text).error?.issues.map(({ message }) => message)).toEqual(['Give an https address.']);
  });

  it.each(['https://me:word@radar.example.com', 'https://radar.example.com/?key=1', 'https://radar.example.com/#top'])('carries nothing besides itself: %s', (text) => {
    expect(productionUrlSchema.safeParse(text).error?.issues.map(({ message }) => message)).toEqual(['Give the address alone: no user name, no query, no fragment.']);
  });
});
