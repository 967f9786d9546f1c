import { max } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import type { TakeoverReason } from '@/lib/domain/departure';
import type { HandoverAnswer } from '@/lib/domain/handover';
import type { Tx } from '@/lib/db/client';

/** Why a Site came to somebody: as the order of the departure says, or because the first receiver passed it on. */
export type HandoverWhy = TakeoverReason | 'passed_on';
export type ReceivedItem = { siteId: string; why: HandoverWhy; answer: HandoverAnswer };

/** What comes to somebody from one who left at `since`. */
export type Arrival = { fromId: string; toId: string; since: Date; items: readonly ReceivedItem[] };

/**
 * Lets one transaction at a time hand over the Sites of each of these people, until it ends: any number of workers and
 * answers make one handover for each receiver.
 */
export async function lockDepartures(tx: Tx, personIds: readonly string[]): Promise<void> {
  // In the order of their ids, so that two who lock several wait for each other and never in a circle.
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended('departure ' || id, 0))) FROM (SELECT unnest(${[...personIds].sort()}::text[]) AS id OFFSET 0) p`;
}

/**
 * Puts Sites into the open handover of a departure from one person to another, or into a new one; answers the ids, in the
 * order of the arrivals. The caller holds the locks of the departures. No two arrivals are between the same people.
 */
export async function addToHandovers(tx: Tx, arrivals: readonly Arrival[], now: Date): Promise<string[]> {
  if (arrivals.length === 0) return [];
  const open = await tx.handover.findMany({
    where: { decidedAt: null, OR: arrivals.map(({ fromId, toId, since }) => ({ fromId, toId, madeAt: { gte: since } })) },
    select: { id: true, fromId: true, toId: true },
  });
  const openIds = new Map(open.map(({ id, fromId, toId }) => [`${fromId} ${toId}`, id]));
  const received = arrivals.map((arrival) => {
    const openId = openIds.get(`${arrival.fromId} ${arrival.toId}`);
    return { ...arrival, id: openId ?? uuidv7(), isNew: openId === undefined };
  });
  const made = received.filter(({ isNew }) => isNew);
  // Not before the departure, though this clock may be a little behind the one that wrote it.
  if (made.length > 0) await tx.handover.createMany({ data: made.map(({ id, fromId, toId, since }) => ({ id, fromId, toId, madeAt: max([now, since]) })) });
  const items = received.flatMap(({ id, items: of }) => of.map((item) => ({ ...item, handoverId: id, answeredAt: item.answer === 'waiting' ? null : now })));
  // A Site that comes a second time waits for an answer again.
  await tx.$executeRaw`
    INSERT INTO handover_item (handover_id, site_id, why, answer, answered_at)
    SELECT i."handoverId", i."siteId", i.why, i.answer, i."answeredAt"
      FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS i ("handoverId" uuid, "siteId" uuid, why text, answer "HandoverAnswer", "answeredAt" timestamptz)
    ON CONFLICT (handover_id, site_id) DO UPDATE SET why = excluded.why, answer = excluded.answer, answered_at = excluded.answered_at`;
  return received.map(({ id }) => id);
}

/** Locks a handover for the rest of the transaction; it comes after the departure's lock and the Sites. */
export async function lockHandover(tx: Tx, handoverId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM handover WHERE id = ${handoverId}::uuid FOR UPDATE`;
}

/** What was decided on Sites of a handover. */
export async function answerItems(tx: Tx, handoverId: string, answer: Exclude<HandoverAnswer, 'waiting'>, siteIds: readonly string[], now: Date): Promise<void> {
  await tx.handoverItem.updateMany({ where: { handoverId, siteId: { in: [...siteIds] }, answer: 'waiting' }, data: { answer, answeredAt: now } });
}

/**
 * Closes what was decided by another way meanwhile (given away, retired), then the handover itself once nothing waits.
 * Answers how many Sites still wait.
 */
export async function settleHandover(tx: Tx, { id, toId }: { id: string; toId: string }, now: Date): Promise<number> {
  await tx.$executeRaw`
    UPDATE handover_item i SET answered_at = ${now}, answer = (CASE WHEN s.owner_id IS DISTINCT FROM ${toId}::uuid THEN 'reassigned' ELSE 'retiring' END)::"HandoverAnswer"
      FROM site s
     WHERE i.handover_id = ${id}::uuid AND i.answer = 'waiting' AND s.id = i.site_id AND (s.owner_id IS DISTINCT FROM ${toId}::uuid OR s.state IN ('retiring', 'retired'))`;
  const waiting = await tx.handoverItem.count({ where: { handoverId: id, answer: 'waiting' } });
  if (waiting === 0) await tx.handover.updateMany({ where: { id, decidedAt: null }, data: { decidedAt: now } });
  return waiting;
}
