'use server';

import { act } from '@/lib/gate/action';
import { changeSettings as change } from '@/lib/settings/commands/change-settings';

/** Changes the workspace's settings. */
export async function changeSettings(input: unknown) {
  return act(change, input);
}
