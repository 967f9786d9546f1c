import type { z } from 'zod';
import type { BulkActionView, BulkItemList } from '@/lib/bulk/bulk-shape';
import { createBulkAction } from '@/lib/bulk/commands/create-bulk-action';
import { runBulkAction } from '@/lib/bulk/commands/run-bulk-action';
import { undoBulkAction } from '@/lib/bulk/commands/undo-bulk-action';
import { getBulkAction } from '@/lib/bulk/get-bulk-action';
import { listBulkItems } from '@/lib/bulk/list-bulk-items';
import { planBulk } from '@/lib/bulk/plan-bulk';
import { runBulk } from '@/lib/bulk/run-bulk';
import type { Actor } from '@/lib/gate/actor';
import { now, type Name, type World } from './world';

export type NewBulk = Omit<z.input<typeof createBulkAction.input>, 'reason'> & { reason?: string };

const options = { signal: new AbortController().signal, clock: () => now };

/** Does the planner's job as the worker would. */
export const planNow = (world: World, bulkId: string): Promise<void> => planBulk(world.db, bulkId, options);
/** Does the runner's job as the worker would. */
export const runNow = (world: World, bulkId: string): Promise<void> => runBulk(world.db, bulkId, options);

/** Prepares a bulk action and has its plan made. */
export async function plan(world: World, bulk: NewBulk, by: Name | Actor): Promise<BulkActionView> {
  const { id } = await world.run(createBulkAction, { reason: 'Tidying up.', ...bulk }, by);
  await planNow(world, id);
  return world.read(getBulkAction, { bulkId: id }, by);
}

/** Runs a plan to its end. */
export async function carryOut(world: World, { id, revision }: BulkActionView, by: Name | Actor): Promise<BulkActionView> {
  await world.run(runBulkAction, { bulkId: id, revision }, by);
  await runNow(world, id);
  return world.read(getBulkAction, { bulkId: id }, by);
}

/** Plans an undo and runs it. */
export async function undo(world: World, bulkId: string, by: Name | Actor): Promise<BulkActionView> {
  const { id } = await world.run(undoBulkAction, { bulkId }, by);
  await planNow(world, id);
  return carryOut(world, await world.read(getBulkAction, { bulkId: id }, by), by);
}

/** What became of each Site, by its id. */
export async function itemsOf(world: World, bulkId: string, by: Name | Actor): Promise<Record<string, Pick<BulkItemList['items'][number], 'state' | 'reason'>>> {
  const { items } = await world.read(listBulkItems, { bulkId, limit: 200 }, by);
  return Object.fromEntries(items.map(({ site, state, reason }) => [site.id, { state, reason }]));
}
