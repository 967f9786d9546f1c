import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app';
import { callApi, createApiWorld, type ApiAnswer, type ApiWorld } from '../support/api';

let world: ApiWorld;
let second: TestApp;
beforeAll(async () => {
  world = await createApiWorld();
  second = await startApp({ databaseUrl: world.database.url });
});
afterAll(async () => {
  await second.stop();
  await world.close();
});

/** Attempts that one address may make in a minute, over all instances together. */
const signIns = 120;
const wrongTokens = 300;

const bothInTurn = (index: number): string => (index % 2 === 0 ? world.app.url : second.url);
const from = (address: string) => ({ 'x-forwarded-for': address });
const signIn = (app: string, address: string): Promise<ApiAnswer> => callApi(`${app}/api/auth/callback/demo`, { method: 'POST', body: {}, headers: from(address) });
const guess = (app: string, address: string): Promise<ApiAnswer> => callApi(`${app}/api/v1/me`, { token: `swd_${'x'.repeat(43)}`, headers: from(address) });

/** Many at once, but no more than the two instances can take up. */
async function times(count: number, attempt: (index: number) => Promise<ApiAnswer>): Promise<number[]> {
  const statuses: number[] = [];
  for (let done = 0; done < count; done += 20) {
    const batch = Array.from({ length: Math.min(20, count - done) }, (_, index) => attempt(done + index));
    statuses.push(...(await Promise.all(batch)).map(({ status }) => status));
  }
  return statuses;
}

function expectTooMany({ status, headers, body }: ApiAnswer): void {
  expect(status).toBe(429);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(body).toMatchObject({ status: 429, type: 'urn:siteward:problem:too-many-requests' });
}

describe('two instances on one database', () => {
  it('share the limit on signing in, which holds by address', async () => {
    const allowed = await times(signIns, (index) => signIn(bothInTurn(index), '203.0.113.1'));
    expect(allowed.filter((status) => status === 429)).toEqual([]);

    for (const app of [world.app.url, second.url]) expectTooMany(await signIn(app, '203.0.113.1'));
    // Only the last entry comes from the proxy; the visitor can write whatever they like before it.
    expectTooMany(await signIn(second.url, '198.51.100.77, 203.0.113.1'));
    expect((await signIn(second.url, '203.0.113.2')).status).not.toBe(429);
    expect((await callApi(`${world.app.url}/api/auth/csrf`, { headers: from('203.0.113.1') })).status).toBe(200);
  });

  it('share the limit on guessing tokens, which a valid token doesn’t meet', async () => {
    const { token } = await world.newPerson();
    const allowed = await times(wrongTokens, (index) => guess(bothInTurn(index), '203.0.113.9'));
    expect(new Set(allowed)).toEqual(new Set([401]));

    for (const app of [world.app.url, second.url]) expectTooMany(await guess(app, '203.0.113.9'));
    expect((await callApi(`${second.url}/api/v1/me`, { token, headers: from('203.0.113.9') })).status).toBe(200);
  });
});
