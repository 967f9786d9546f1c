'use server';

import { act } from '@/lib/gate/action';
import { releaseSites as release } from '@/lib/quarantine/commands/release-sites';

/** Gives quarantined Sites their new owners. */
export async function releaseSites(input: unknown) {
  return act(release, input);
}
