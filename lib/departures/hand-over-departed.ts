import type { Tx } from '@/lib/db/client';
import type { StepResult } from '@/lib/lifecycle/sweep-step';
import type { Made } from '@/lib/sites/write';
import { handOverBatch } from './hand-over';

/**
 * One step of a sweep: what slipped through of people who left, because an import deactivated them or gave them a Site
 * afterwards. The cursor names the person whose turn it is: each is seen through to the end, where the receivers are told.
 */
export async function handOverDeparted(tx: Tx, made: Made, cursor: string | null): Promise<StepResult> {
  const { next, events, handedOver, quarantined } = await handOverBatch(tx, { leftBy: made.now, from: cursor }, made);
  return { cursor: next, did: { ...(handedOver > 0 && { handed_over: handedOver }), ...(quarantined > 0 && { quarantined }) }, events };
}
