import { describe, expect, it } from 'vitest';
import { toCallbackPath } from './callback-path';

describe('where sign-in leads back to', () => {
  it('is a path of this application, with its query', () => {
    expect(toCallbackPath('/sites?state=live&sort=-title')).toBe('/sites?state=live&sort=-title');
    expect(toCallbackPath(['/renew', '/sites'])).toBe('/renew');
  });
  it.each([undefined, '', 'sites', 'https://example.com/', '//example.com', '/\\example.com', '/\t/example.com', 'javascript:alert(1)', '/sign-in?callbackUrl=/sign-in'])(
    'is the first screen for %j',
    (given) => {
      expect(toCallbackPath(given)).toBe('/');
    },
  );
});
