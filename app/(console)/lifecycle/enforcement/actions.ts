'use server';

import { settleEnforcement as settle } from '@/lib/enforcement/commands/settle-enforcement';
import { act } from '@/lib/gate/action';

/** A person's word about tasks on the platform. */
export async function settleEnforcement(input: unknown) {
  return act(settle, input);
}
