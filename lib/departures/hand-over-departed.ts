import { NIL } from 'uuid';
import type { Tx } from '@/lib/db/client';
import type { StepResult } from '@/lib/lifecycle/sweep-step';
import type { Made } from '@/lib/sites/write';
import { handOverBatch } from './hand-over';

/**
 * One step of a sweep: what slipped through of people who left, because an import deactivated them or gave them a Site
 * afterwards. The cursor names the person whose turn it is: each is seen through to the end, where the receivers are told.
 */
export async function handOverDeparted(tx: Tx, made: Made, cursor: string | null): Promise<StepResult> {
  const personId = cursor ?? (await nextDeparted(tx, NIL, made.now));
  if (personId === null) return { cursor: null, did: {}, events: [] };
  const { more, events, handedOver, quarantined } = await handOverBatch(tx, personId, made);
  return {
    cursor: more ? personId : await nextDeparted(tx, personId, made.now),
    did: { ...(handedOver > 0 && { handed_over: handedOver }), ...(quarantined > 0 && { quarantined }) },
    events,
  };
}

/** The next person who left by then and still has something that somebody else should have. */
async function nextDeparted(tx: Tx, after: string, now: Date): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM person p
     WHERE p.deactivated_at <= ${now} AND p.id > ${after}::uuid AND (
       EXISTS (SELECT FROM site s WHERE s.owner_id = p.id AND s.state <> 'retired' AND s.quarantined_at IS NULL)
       OR EXISTS (SELECT FROM site s WHERE s.successor_id = p.id AND s.state <> 'retired')
       OR EXISTS (SELECT FROM request r WHERE r.proposed_owner_id = p.id AND r.kind = 'transfer' AND r.state IN ('pending', 'changes_requested')))
     ORDER BY p.id LIMIT 1`;
  return rows[0]?.id ?? null;
}
