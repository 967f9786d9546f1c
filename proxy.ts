import { NextResponse, type NextRequest } from 'next/server';
import { ProblemError, toProblem } from './lib/gate/problem';

/**
 * Before every page: a request id, a nonce and the security headers. Scripts run only with the nonce; styles may
 * stand in attributes, where they can't load anything.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request.nextUrl.pathname)) {
    const problem = toProblem(new ProblemError('invalid', 'This address is not valid: it is no UTF-8.'));
    return NextResponse.json(problem, { status: 400, headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' } });
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set('x-siteward-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const requestId = request.headers.get('x-request-id');
  if (requestId === null || !/^[\w.-]{8,64}$/.test(requestId)) headers.set('x-request-id', crypto.randomUUID());

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()');
  if (policy.includes('upgrade-insecure-requests')) response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

/** Next answers an address that is no UTF-8 with an error of its own. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function contentSecurityPolicy(nonce: string, secure: boolean): string {
  // React's development build evaluates code to show stacks; the production build never does.
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // Browsers hold redirects after a form to this too, and sign-in leads to the provider.
    `form-action 'self'${providerOrigin()}`,
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

function providerOrigin(): string {
  const issuer = process.env.OIDC_ISSUER;
  return issuer !== undefined && URL.canParse(issuer) ? ` ${new URL(issuer).origin}` : '';
}

export const config = {
  // The API goes straight to its routes, and next.config.ts gives its answers their headers: of a body that passes here
  // Next hands on the first 10 MB, without a word. Only addresses with something encoded come here: they may be no UTF-8.
  matcher: [{ source: '/((?!_next/static|_next/image|favicon.ico|api/v1/).*)' }, { source: '/api/v1/(.*%.*)' }],
};
