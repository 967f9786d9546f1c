import { env } from '@/lib/env';

/** The ways to sign in that this instance offers. */
export function signInOptions(): { demo: boolean; oidc: boolean } {
  const { demo, oidc } = env();
  return { demo, oidc: oidc !== undefined };
}
