'use server';

import { act, type ActionResult } from '@/lib/gate/action';
import { decideSweep } from '@/lib/lifecycle/commands/decide-sweep';
import { startSweep } from '@/lib/lifecycle/commands/start-sweep';

export async function decideOnSweep(input: unknown): Promise<ActionResult<unknown>> {
  return act(decideSweep, input);
}

export async function beginSweepNow(): Promise<ActionResult<unknown>> {
  return act(startSweep, {});
}
