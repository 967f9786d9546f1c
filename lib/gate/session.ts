import type { AuthOptions, Account, Profile, User } from 'next-auth';
import { decode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { admitDemoPerson, admitPerson } from './admit-person';

/** How long a session lasts without use, in seconds. */
const sessionSeconds = 12 * 60 * 60;

const sessionSchema = z.object({ personId: z.uuid(), sessionVersion: z.int() });
type Session = z.infer<typeof sessionSchema>;

/** As it stands in a cookie: `exp` is when the cookie lapses, in seconds. */
const openSessionSchema = sessionSchema.extend({ exp: z.number() });

/**
 * Cookies that were opened of late: what is inside never changes, and opening one derives a key and decrypts, for each
 * request anew. Whether the session still holds is asked of the database every time.
 */
const opened = new Map<string, { session: Session; until: number }>();
const mostOpened = 2_000;

/** Behind TLS the cookies are `Secure` and bound to this very host. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-siteward.session' : 'siteward.session';
}

/** Whether the visitor came by TLS: as APP_URL says, else as the proxy in front says. */
export function isSecure(headers: Headers): boolean {
  return (env().APP_URL ?? `${headers.get('x-forwarded-proto') ?? 'http'}:`).startsWith('https');
}

/** next-auth's options for one request. Sessions are JWTs that name a person and a version, checked at each request. */
export function authOptions(secure: boolean): AuthOptions {
  const { APP_URL, AUTH_SECRET, oidc, demo } = env();
  // next-auth reads these two itself: the public address, or else permission to take it from the request.
  if (APP_URL === undefined) process.env.AUTH_TRUST_HOST = 'true';
  else process.env.NEXTAUTH_URL = APP_URL;
  return {
    secret: AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: cookieName(secure), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    providers: [
      ...(oidc === undefined
        ? []
        : [
            {
              id: 'oidc',
              name: 'Single sign-on',
              type: 'oauth' as const,
              wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
              issuer: oidc.issuer,
              clientId: oidc.clientId,
              clientSecret: oidc.clientSecret,
              authorization: { params: { scope: 'openid email profile' } },
              idToken: true,
              checks: ['pkce' as const, 'state' as const, 'nonce' as const],
              profile: (profile: { sub: string; name?: string; email?: string }) => ({
                id: profile.sub,
                name: profile.name ?? null,
                email: profile.email ?? null,
              }),
            },
          ]),
      ...(demo
        ? [
            CredentialsProvider({
              id: 'demo',
              name: 'Demo account',
              credentials: { email: { label: 'E-mail', type: 'email' } },
              authorize: (credentials) => admitDemoPerson(database(), credentials?.email ?? '', new Date()),
            }),
          ]
        : []),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) => admit(user, account, profile),
      jwt: ({ token, user }) => {
        const admitted = sessionSchema.safeParse(user);
        return admitted.success ? { ...admitted.data } : token;
      },
    },
    logger: {
      error: (code, metadata) => { log.warn({ code, error: String((metadata as { message?: unknown }).message ?? '') }, 'sign-in failed'); },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** Lets a person of the provider in: known by issuer and subject, else by verified e-mail, else new as a member. */
async function admit(user: User, account: Account | null, profile: Profile | undefined): Promise<boolean | string> {
  if (account?.provider !== 'oidc') return true;
  const claims = profile as { iss?: string; sub?: string; email?: string; email_verified?: boolean; name?: string } | undefined;
  const admitted = await admitPerson(
    database(),
    {
      issuer: claims?.iss ?? env().oidc?.issuer ?? '',
      subject: claims?.sub ?? account.providerAccountId,
      email: claims?.email ?? null,
      emailVerified: claims?.email_verified ?? null,
      name: claims?.name ?? null,
    },
    new Date(),
  );
  if ('refused' in admitted) return `/sign-in?error=${admitted.refused}`;
  Object.assign(user, admitted);
  return true;
}

/** The session that a request's cookie carries, or null. It still has to be checked against the person. */
export async function readSession(cookies: { get(name: string): { value: string } | undefined }, headers: Headers): Promise<Session | null> {
  const name = cookieName(isSecure(headers));
  const token = cookies.get(name)?.value ?? joinChunks(cookies, name);
  if (token === undefined || token === '') return null;
  const known = opened.get(token);
  if (known !== undefined && known.until > Date.now()) return known.session;
  const payload = await decode({ token, secret: env().AUTH_SECRET }).catch(() => null);
  const parsed = openSessionSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { exp, ...session } = parsed.data;
  opened.delete(token);
  opened.set(token, { session, until: exp * 1000 });
  const [oldest] = opened.keys();
  if (opened.size > mostOpened && oldest !== undefined) opened.delete(oldest);
  return session;
}

/** next-auth splits a long cookie into numbered parts. */
function joinChunks(cookies: { get(name: string): { value: string } | undefined }, name: string): string | undefined {
  const parts: string[] = [];
  for (let index = 0; ; index += 1) {
    const part = cookies.get(`${name}.${index}`);
    if (part === undefined) return parts.length === 0 ? undefined : parts.join('');
    parts.push(part.value);
  }
}
