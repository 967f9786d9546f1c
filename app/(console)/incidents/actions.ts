'use server';

import { acknowledgeIncident as acknowledge } from '@/lib/incidents/commands/acknowledge-incident';
import { act } from '@/lib/gate/action';

/** Somebody takes on a drift incident. */
export async function acknowledgeIncident(input: unknown) {
  return act(acknowledge, input);
}
