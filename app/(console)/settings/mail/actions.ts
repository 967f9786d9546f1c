'use server';

import { act } from '@/lib/gate/action';
import { retryMail as retry } from '@/lib/notifications/commands/retry-mail';

/** Tries a failed e-mail again. */
export async function retryMail(input: unknown) {
  return act(retry, input);
}
