'use server';

import { act } from '@/lib/gate/action';
import { beginRetirement as begin } from '@/lib/retirements/commands/begin-retirement';
import { confirmDeletion as confirm } from '@/lib/retirements/commands/confirm-deletion';
import { settleExport as settleData } from '@/lib/retirements/commands/settle-export';
import { settleSecret as settleKey } from '@/lib/retirements/commands/settle-secret';
import { stopRetirement as stop } from '@/lib/retirements/commands/stop-retirement';

/** Begins the way out. */
export async function beginRetirement(input: unknown) {
  return act(begin, input);
}

/** Comes back from it. */
export async function stopRetirement(input: unknown) {
  return act(stop, input);
}

/** Notes what became of the data of one binding. */
export async function settleExport(input: unknown) {
  return act(settleData, input);
}

/** Notes a revoked secret, or one more to revoke. */
export async function settleSecret(input: unknown) {
  return act(settleKey, input);
}

/** Says that the Site is deleted on the platform. */
export async function confirmDeletion(input: unknown) {
  return act(confirm, input);
}
