import { v7 as uuidv7 } from 'uuid';
import { database } from '@/lib/db/client';
import { actorOfSession, actorOfToken, type Actor, type Via } from './actor';
import { requireSameOrigin } from './origin';
import { ProblemError } from './problem';
import { countAttempt } from './rate-limit';
import { readSession } from './session';

type Cookies = { get(name: string): { value: string } | undefined };

/** The id under which a request is found again in the log, the audit log and its problem answer. */
export function correlationIdOf(headers: Headers): string {
  const given = headers.get('x-request-id') ?? '';
  return /^[\w.-]{8,64}$/.test(given) ? given : uuidv7();
}

/**
 * Who makes an HTTP request: the person of its bearer token, else of its session cookie.
 * @throws ProblemError 401 when neither holds; 403 when a cookie's change comes from elsewhere; 429 for guessing.
 */
export async function actorOfRequest(request: Request, cookies: Cookies, changes: boolean): Promise<Actor> {
  const { headers } = request;
  const origin = { correlationId: correlationIdOf(headers) };
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const actor = token === undefined ? null : await actorOfToken(database(), token, new Date(), { via: 'rest', ...origin });
    if (actor !== null) return actor;
    await countAttempt('wrong-token', headers);
    throw unauthenticated('This token is not valid: unknown, expired or revoked. Create one under Settings, API tokens.');
  }
  const actor = await actorOfCookie(cookies, headers, 'rest');
  if (actor === null) throw unauthenticated('Send an API token as “Authorization: Bearer …”, or sign in.');
  if (changes) requireSameOrigin(headers);
  return actor;
}

/** The person of a session cookie, or null where there is none or it was revoked. */
export async function actorOfCookie(cookies: Cookies, headers: Headers, via: Via): Promise<Actor | null> {
  const session = await readSession(cookies, headers);
  if (session === null) return null;
  return actorOfSession(database(), session, { via, correlationId: correlationIdOf(headers) });
}

function unauthenticated(detail: string): ProblemError {
  return new ProblemError('unauthenticated', detail, [], {}, { 'www-authenticate': 'Bearer' });
}
