import NextAuth from 'next-auth';
import { ProblemError } from './problem';
import { countAttempt } from './rate-limit';
import { authOptions, isSecure } from './session';
import { correlationIdOf } from './resolve-actor';
import { problemResponse } from './http';

type AuthRoute = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** next-auth's own routes, with the limit on sign-in attempts in front. */
export const signInRoute: AuthRoute = async (request, context) => {
  try {
    const [action] = (await context.params).nextauth;
    const attempts = action === 'callback' || (action === 'signin' && request.method === 'POST');
    if (attempts) await countAttempt('sign-in', request.headers);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return problemResponse(error, correlationIdOf(request.headers));
  }
  const handler = NextAuth(authOptions(isSecure(request.headers))) as AuthRoute;
  return handler(request, context);
};
