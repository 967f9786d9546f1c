import { addDays } from 'date-fns';
import { advanceCampaign } from '@/lib/campaigns/advance-campaign';
import { startCampaign } from '@/lib/campaigns/commands/start-campaign';
import type { CampaignSilence } from '@/lib/domain/campaign';
import { inTransaction } from '@/lib/db/transaction';
import { beginSweep, runSweep } from '@/lib/lifecycle/run-sweep';
import { now, type Name, type World } from './world';

/** Two weeks on: the usual date of a test's access review. */
export const due = addDays(now, 14);

/** Starts an access review and lets it collect its Sites, as the worker does. */
export async function runningCampaign(world: World, more: { query?: string; silence?: CampaignSilence; by?: Name } = {}): Promise<string> {
  const { query = '', silence = 'keep', by = 'rita' } = more;
  const { id } = await world.run(startCampaign, { name: 'Autumn', query, dueAt: due.toISOString(), silence }, by);
  await advance(world, id);
  return id;
}

/** What the worker's job does, at an instant. */
export function advance(world: World, campaignId: string, at: Date = now): Promise<void> {
  return advanceCampaign(world.db, campaignId, { signal: new AbortController().signal, clock: () => at });
}

/** A whole sweep as of an instant. */
export async function sweepAt(world: World, at: Date): Promise<Record<string, number>> {
  const id = await inTransaction(world.db, (tx) => beginSweep(tx, at, 'a test', at));
  if (id === null) throw new Error('this instant has been swept already');
  const { state, counts } = await runSweep(world.db, id, { clock: () => at });
  if (state !== 'done') throw new Error(`the sweep is ${state}`);
  return counts;
}
