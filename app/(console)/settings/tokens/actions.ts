'use server';

import { act } from '@/lib/gate/action';
import { createToken as create } from '@/lib/tokens/commands/create-token';
import { revokeToken as revoke } from '@/lib/tokens/commands/revoke-token';

/** Makes a token; the answer is the only time that it is shown. */
export async function createToken(input: unknown) {
  return act(create, input);
}

/** Makes a token useless at once. */
export async function revokeToken(input: unknown) {
  return act(revoke, input);
}
