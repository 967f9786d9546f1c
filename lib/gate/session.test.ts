import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSession } from './session';

const secret = 'a secret for tests that is long enough';
const held = { personId: '018de824-3d06-79f8-8499-75479fd13a6c', sessionVersion: 3 };
const noHeaders = new Headers();
const cookies = (value: string) => ({ get: (name: string) => (name === 'siteward.session' ? { value } : undefined) });

beforeEach(() => {
  vi.stubEnv('AUTH_SECRET', secret);
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none');
  vi.stubEnv('SITEWARD_EMBEDDED', 'test');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('the session of a cookie', () => {
  it('is read again as it was, until it lapses', async () => {
    const cookie = cookies(await encode({ token: { ...held }, secret, maxAge: 60 }));
    expect(await readSession(cookie, noHeaders)).toEqual(held);
    expect(await readSession(cookie, noHeaders)).toEqual(held);
    vi.setSystemTime(new Date('2026-11-21T12:02:00Z'));
    expect(await readSession(cookie, noHeaders)).toBeNull();
  });

  it('is none where the cookie was made with another secret, or was changed', async () => {
    const own = await encode({ token: { ...held }, secret, maxAge: 60 });
    expect(await readSession(cookies(await encode({ token: { ...held }, secret: `${secret}!`, maxAge: 60 })), noHeaders)).toBeNull();
    expect(await readSession(cookies(own), noHeaders)).toEqual(held);
    expect(await readSession(cookies(`${own.slice(0, -8)}AAAAAAAA`), noHeaders)).toBeNull();
  });
});
