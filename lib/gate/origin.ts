import { env } from '@/lib/env';
import { ProblemError } from './problem';

/** The address that visitors see: APP_URL, else what the request says of itself. */
export function publicAddress(headers: Headers): string {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  return env().APP_URL ?? `${headers.get('x-forwarded-proto') ?? 'http'}://${host}`;
}

/**
 * A change that rides on a cookie has to come from our own pages.
 * @throws ProblemError 403 when the Origin is absent or another one (RFC 6454; browsers send it with every change).
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  if (origin === null || !sameOrigin(origin, publicAddress(headers))) {
    throw new ProblemError('forbidden', 'This request did not come from Siteward’s own pages. Use an API token from elsewhere.');
  }
}

function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
