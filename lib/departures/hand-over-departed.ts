import type { Step } from '@/lib/lifecycle/sweep-step';
import { handOverBatch } from './hand-over';

/**
 * One step of a sweep: what slipped through of people who left, because an import deactivated them or gave them a Site
 * afterwards. The cursor names the person whose turn it is: each is seen through to the end, where the receivers are told.
 */
export const handOverDeparted: Step = async (tx, { now, actor, stretch }, cursor) => {
  const { next, events, handedOver, quarantined } = await handOverBatch(tx, { leftBy: now, from: cursor, ...stretch }, { now, actor });
  return { cursor: next, did: { ...(handedOver > 0 && { handed_over: handedOver }), ...(quarantined > 0 && { quarantined }) }, events };
};
