import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld, type ApiWorld } from '../support/api';
import { CookieJar, csrfToken } from '../support/cookie-jar';
import { signInWithProvider, startProvider, type Account, type SignedIn, type TestProvider } from '../support/oidc';

let provider: TestProvider;
let world: ApiWorld;
beforeAll(async () => {
  provider = await startProvider();
  // As in production: nothing embedded, so no demo.
  world = await createApiWorld({ SITEWARD_EMBEDDED: '', OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.clientId, OIDC_CLIENT_SECRET: provider.clientSecret });
  provider.register(world.app.url);
});
afterAll(async () => {
  await world.close();
  await provider.close();
});

const session = 'siteward.session';
const me = (jar: CookieJar) => world.call('/me', { headers: { cookie: jar.header() } });
const signIn = (account: Account, twist?: Parameters<typeof signInWithProvider>[1]): Promise<SignedIn> => {
  provider.account = account;
  return signInWithProvider(world.app.url, twist);
};

async function expectRefused({ jar, landedOn }: SignedIn, error: string): Promise<void> {
  expect([landedOn.pathname, landedOn.searchParams.get('error')]).toEqual(['/sign-in', error]);
  expect(jar.has(session)).toBe(false);
  expect((await me(jar)).status).toBe(401);
}

describe('single sign-on', () => {
  it('goes by code, with PKCE, state and nonce, and a new person arrives as a member', async () => {
    const { jar, authorization, landedOn } = await signIn({ sub: 'new-1', email: 'New.Person@Example.com', email_verified: true, name: 'New Person' });

    expect(authorization.origin).toBe(provider.issuer);
    expect(Object.fromEntries(authorization.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: provider.clientId, scope: 'openid email profile' });
    for (const key of ['code_challenge', 'state', 'nonce']) expect(authorization.searchParams.get(key)?.length, key).toBeGreaterThan(20);
    expect(landedOn.href).toBe(`${world.app.url}/sites`);
    expect((await me(jar)).body).toMatchObject({ email: 'new.person@example.com', name: 'New Person', roles: ['member'] });
    const person = await world.db.prisma.person.findUniqueOrThrow({ where: { email: 'new.person@example.com' } });
    expect(person).toMatchObject({ oidcIssuer: provider.issuer, oidcSubject: 'new-1' });
    const events = await world.db.prisma.auditEvent.findMany({ where: { actorId: person.id }, orderBy: { seq: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['person.created', 'person.signed_in']);
  });

  it('binds a known e-mail address to its person, who is then known by issuer and subject', async () => {
    const known = await world.newPerson(['reviewer'], { email: 'known@example.com' });

    const { jar } = await signIn({ sub: 'known-1', email: 'KNOWN@example.com', email_verified: true, name: 'Another name' });
    expect((await me(jar)).body).toMatchObject({ id: known.id, name: known.name, roles: ['reviewer'] });

    const renamed = await signIn({ sub: 'known-1', email: 'married@example.com', email_verified: true });
    expect((await me(renamed.jar)).body).toMatchObject({ id: known.id, email: 'known@example.com' });
    expect(await world.db.prisma.person.count({ where: { email: 'married@example.com' } })).toBe(0);
  });

  it('refuses an address that the provider calls unverified, and one that it doesn’t tell', async () => {
    const admin = await world.newPerson(['admin'], { email: 'boss@example.com' });
    const people = await world.db.prisma.person.count();

    await expectRefused(await signIn({ sub: 'thief-1', email: 'boss@example.com', email_verified: false }), 'EmailNotVerified');
    await expectRefused(await signIn({ sub: 'thief-2', email: 'unheard-of@example.com', email_verified: false }), 'EmailNotVerified');
    await expectRefused(await signIn({ sub: 'thief-3' }), 'NoEmail');

    expect(await world.db.prisma.person.count()).toBe(people);
    expect(await world.db.prisma.person.findUnique({ where: { id: admin.id } })).toMatchObject({ oidcSubject: null, lastSignedInAt: null });
  });

  it('refuses a second subject with the address of somebody who is bound', async () => {
    await signIn({ sub: 'first', email: 'shared@example.com', email_verified: true });
    await expectRefused(await signIn({ sub: 'second', email: 'shared@example.com', email_verified: true }), 'OtherAccount');
    expect(await world.db.prisma.person.findUnique({ where: { email: 'shared@example.com' } })).toMatchObject({ oidcSubject: 'first' });
  });

  it('puts a deactivated person out at the next request, and doesn’t let them in again', async () => {
    const account = { sub: 'leaver', email: 'leaver@example.com', email_verified: true };
    const { jar } = await signIn(account);
    expect((await me(jar)).status).toBe(200);

    await world.db.prisma.person.update({ where: { email: account.email }, data: { deactivatedAt: new Date() } });

    expect((await me(jar)).status).toBe(401);
    await expectRefused(await signIn(account), 'Deactivated');
    const early = await world.newPerson(['member'], { deactivatedAt: new Date() });
    await expectRefused(await signIn({ sub: 'never-bound', email: early.email, email_verified: true }), 'Deactivated');
  });
});

describe('the way back from the provider', () => {
  const account = { sub: 'careful', email: 'careful@example.com', email_verified: true };

  it.each<[string, (url: URL) => URL]>([
    ['another state', (url) => changedIn(url, 'state', 'x'.repeat(43))],
    ['no state', (url) => changedIn(url, 'state', null)],
    ['another code', (url) => changedIn(url, 'code', 'x'.repeat(43))],
    ['another issuer', (url) => changedIn(url, 'iss', 'https://evil.example')],
  ])('with %s leads nowhere', async (_what, callback) => {
    await expectRefused(await signIn(account, { callback }), 'OAuthCallback');
  });

  it('in another browser, or a second time, leads nowhere', async () => {
    await expectRefused(await signIn(account, { jar: new CookieJar() }), 'OAuthCallback');

    const done = await signIn(account);
    expect(done.jar.has(session)).toBe(true);
    const again = await fetch(done.callback, { redirect: 'manual' });
    expect(again.headers.get('location')).toContain('error=OAuthCallback');
    expect(again.headers.getSetCookie().filter((line) => line.startsWith(`${session}=`) && !line.startsWith(`${session}=;`))).toEqual([]);
  });
});

describe('an instance with a provider', () => {
  it('has no demo', async () => {
    const person = await world.newPerson(['admin']);
    const providers: unknown = await (await fetch(`${world.app.url}/api/auth/providers`)).json();
    expect(Object.keys(providers as object)).toEqual(['oidc']);
    const jar = new CookieJar();
    const body = new URLSearchParams({ csrfToken: await csrfToken(world.app.url, jar), email: person.email });
    const answer = await fetch(`${world.app.url}/api/auth/callback/demo`, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header() }, body });
    jar.take(answer.headers);
    expect(jar.has(session)).toBe(false);
    expect(await (await fetch(`${world.app.url}/sign-in`)).text()).not.toContain('admin@example.com');
  });

  it('lets its sign-in form lead to the provider, and to nobody else', async () => {
    const { headers } = await fetch(`${world.app.url}/sign-in`);
    expect(headers.get('content-security-policy')).toContain(`form-action 'self' ${provider.issuer};`);
  });

  it('never writes its secrets into the log', () => {
    for (const secret of [provider.clientSecret, 'only-for-tests-only-for-tests-only']) expect(world.app.output()).not.toContain(secret);
  });
});

function changedIn(url: URL, name: string, value: string | null): URL {
  const changed = new URL(url);
  if (value === null) changed.searchParams.delete(name);
  else changed.searchParams.set(name, value);
  return changed;
}
