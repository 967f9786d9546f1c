import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { CookieJar, csrfToken } from './cookie-jar';

/** Somebody whom the provider knows. Claims that are absent are not told. */
export type Account = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** A real OpenID provider on this machine, which asks nobody for a password. */
export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Lets an application in; its address is known only once it runs. */
  register(appUrl: string): void;
  /** Who signs in next. */
  account: Account;
  close(): Promise<void>;
}

export async function startProvider(): Promise<TestProvider> {
  let provider: Provider | undefined;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const test: TestProvider = {
    issuer,
    clientId: 'siteward',
    clientSecret: 'a secret between the two of them',
    account: { sub: 'nobody' },
    register: (appUrl) => {
      provider = new Provider(issuer, configuration(test, appUrl));
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
  return test;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (provider === undefined) throw new Error('no application is registered yet');
    if (request.url?.startsWith('/interaction/') !== true) return provider.callback()(request, response);
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: test.account.sub } }, { mergeWithLastSubmission: false });
    }
    const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  }
}

function configuration(test: TestProvider, appUrl: string): object {
  return {
    clients: [{ client_id: test.clientId, client_secret: test.clientSecret, redirect_uris: [`${appUrl}/api/auth/callback/oidc`] }],
    // The code flow without PKCE is refused.
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...test.account, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['only for tests'] },
    // Said out loud only because the provider comments on each that is left to its default.
    jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  };
}

/** What became of a sign-in. */
export interface SignedIn {
  jar: CookieJar;
  /** Where the application asked the provider to sign somebody in. */
  authorization: URL;
  /** The way back to the application, with the code. */
  callback: URL;
  /** Where the application sent the browser in the end. */
  landedOn: URL;
}

type Twist = { callback?: (url: URL) => URL; jar?: CookieJar };

/** Signs in as a browser would: to the provider, through its screens, back with the code. `twist` meddles on the way back. */
export async function signInWithProvider(appUrl: string, twist: Twist = {}): Promise<SignedIn> {
  const jar = new CookieJar();
  const body = new URLSearchParams({ csrfToken: await csrfToken(appUrl, jar), callbackUrl: `${appUrl}/sites` });
  const begun = await fetch(`${appUrl}/api/auth/signin/oidc`, { method: 'POST', redirect: 'manual', headers: { cookie: jar.header() }, body });
  jar.take(begun.headers);
  const authorization = new URL(begun.headers.get('location') ?? '', appUrl);
  const atProvider = new CookieJar();
  let at = authorization;
  for (let step = 0; at.origin !== appUrl; step += 1) {
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: atProvider.header() } });
    atProvider.take(answer.headers);
    const next = answer.headers.get('location');
    if (next === null || step > 10) throw new Error(`The provider went nowhere from ${at.href}: ${answer.status} ${await answer.text()}`);
    at = new URL(next, at);
  }
  const callback = twist.callback?.(at) ?? at;
  const browser = twist.jar ?? jar;
  let landedOn = callback;
  // next-auth has stations of its own on the way.
  while (landedOn.pathname.startsWith('/api/auth/')) {
    const back = await fetch(landedOn, { redirect: 'manual', headers: { cookie: browser.header() } });
    browser.take(back.headers);
    landedOn = new URL(back.headers.get('location') ?? '/went-nowhere', appUrl);
  }
  return { jar: browser, authorization, callback, landedOn };
}
