'use server';

import { act } from '@/lib/gate/action';
import { endDelegation as end } from '@/lib/requests/commands/end-delegation';
import { setDelegation as set } from '@/lib/requests/commands/set-delegation';

/** Lets somebody decide in one's place for a while. */
export async function setDelegation(input: unknown) {
  return act(set, input);
}

/** Ends that before its time. */
export async function endDelegation(input: unknown) {
  return act(end, input);
}
