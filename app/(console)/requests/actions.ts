'use server';

import { act } from '@/lib/gate/action';
import { decideRequest as decide } from '@/lib/requests/commands/decide-request';
import { withdrawRequest as withdraw } from '@/lib/requests/commands/withdraw-request';

/** One reviewer's answer. */
export async function decideRequest(input: unknown) {
  return act(decide, input);
}

/** Takes a request back. */
export async function withdrawRequest(input: unknown) {
  return act(withdraw, input);
}
