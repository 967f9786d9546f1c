import { addSeconds, subDays } from 'date-fns';
import { v7 as uuidv7 } from 'uuid';
import { deliveryLogDays, nextAttemptAt, type WebhookFacts } from '@/lib/domain/webhook';
import type { Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { ProblemError } from '@/lib/gate/problem';
import type { Outcome } from './send';

/* The one writer of endpoints, deliveries and attempts. */

/** Events that are looked at in one transaction. */
export const takeSize = 1000;
/** Messages to one endpoint at the same time. */
const claimSize = 4;
/** Seconds after which a claimed delivery counts as abandoned: well above what one attempt may take. */
const claimSeconds = 60;
/** Seconds for which an endpoint that gave no answer is left alone, so that one that hangs holds up nobody else. */
const restSeconds = 60;

type NewEndpoint = WebhookFacts & { createdById: string };

export async function insertEndpoint(tx: Tx, { disabledAt: _, disabledReason: __, ...endpoint }: NewEndpoint, now: Date): Promise<void> {
  await tx.webhookEndpoint.create({ data: { ...endpoint, createdAt: now, seenSeq: await headSeq(tx) } });
}

/**
 * Writes an endpoint as it shall be. Switched off, it gives up what waits; switched on, it begins with what happens from
 * then on: what came between is sent only when somebody asks for it. @throws ProblemError 409 when it moved on.
 */
export async function updateEndpoint(tx: Tx, { id, revision, ...next }: WebhookFacts, { before, now }: { before: WebhookFacts; now: Date }): Promise<number> {
  const wasOn = before.disabledAt === null;
  const isOn = next.disabledAt === null;
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id, revision },
    data: {
      ...next,
      revision: revision + 1,
      ...(next.secretVersion !== before.secretVersion && { secretRotatedAt: now }),
      ...(isOn && (!wasOn || next.url !== before.url) && { failingSince: null, restsUntil: null }),
      ...(isOn && !wasOn && { seenSeq: await headSeq(tx) }),
    },
  });
  if (count === 0) throw new ProblemError('stale', 'Somebody else changed this endpoint a moment ago. Look again, then repeat.');
  if (wasOn && !isOn) await giveUpWaiting(tx, id);
  return revision + 1;
}

export async function deleteEndpoint(tx: Tx, id: string): Promise<void> {
  await tx.webhookEndpoint.delete({ where: { id } });
}

async function giveUpWaiting(tx: Tx, endpointId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({ where: { endpointId, state: 'waiting' }, data: { state: 'failed', nextAttemptAt: null } });
}

/** The newest event that is committed: later ones are still to come. */
async function headSeq(tx: Tx): Promise<bigint> {
  return (await tx.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq;
}

/** Whether `e`, an event, is one for the endpoint: by type or family. A test is for the endpoint that it tests alone. */
const isFor = (endpointId: string, wanted: readonly string[]): Prisma.Sql => Prisma.sql`
  CASE WHEN e.type = 'webhook.tested' THEN e.body::jsonb #>> '{subject,id}' = ${endpointId}
       WHEN e.type LIKE 'webhook.%' THEN false
       ELSE ${wanted.length === 0} OR e.type = ANY (${wanted}::text[]) OR split_part(e.type, '.', 1) || '.*' = ANY (${wanted}::text[])
  END`;

/** Makes deliveries of the next events, once for each endpoint and event. Answers how many events were looked at. */
export async function takeEvents(tx: Tx, endpointId: string, now: Date): Promise<number> {
  const [endpoint] = await tx.$queryRaw<{ seen: bigint; wanted: string[] }[]>`
    SELECT seen_seq AS seen, event_types AS wanted FROM webhook_endpoint WHERE id = ${endpointId}::uuid AND disabled_at IS NULL FOR UPDATE`;
  if (endpoint === undefined) return 0;
  const [taken] = await tx.$queryRaw<{ looked: number; last: bigint | null }[]>`
    WITH e AS MATERIALIZED (SELECT seq, type, body FROM audit_event WHERE seq > ${endpoint.seen} ORDER BY seq LIMIT ${takeSize}),
    made AS (
      INSERT INTO webhook_delivery (id, endpoint_id, event_seq, state, created_at, next_attempt_at)
      SELECT gen_random_uuid(), ${endpointId}::uuid, e.seq, 'waiting', ${now}, ${now} FROM e WHERE ${isFor(endpointId, endpoint.wanted)}
      ON CONFLICT (endpoint_id, event_seq) DO NOTHING
    )
    SELECT count(*)::int AS looked, max(seq) AS last FROM e`;
  if (taken === undefined || taken.last === null) return 0;
  await tx.webhookEndpoint.update({ where: { id: endpointId }, data: { seenSeq: taken.last } });
  return taken.looked;
}

export type Claim = { deliveryId: string; seq: bigint; eventId: string; body: string; url: string; secretVersion: number; secretRotatedAt: Date | null };

/**
 * Takes some deliveries that are due for oneself; others pass them by until they count as abandoned. An endpoint that gave
 * no answer last time is asked once in a while, by whoever comes first.
 */
export async function claimDue(tx: Tx, endpointId: string, now: Date): Promise<Claim[]> {
  return tx.$queryRaw<Claim[]>`
    WITH due AS (
      SELECT d.id, d.event_seq, p.url, p.secret_version, p.secret_rotated_at
        FROM webhook_delivery d JOIN webhook_endpoint p ON p.id = d.endpoint_id
       WHERE d.endpoint_id = ${endpointId}::uuid AND d.state = 'waiting' AND d.next_attempt_at <= ${now}
         AND p.disabled_at IS NULL AND (p.rests_until IS NULL OR p.rests_until <= ${now})
       ORDER BY d.next_attempt_at, d.event_seq LIMIT ${claimSize} FOR UPDATE OF d SKIP LOCKED
    ),
    resting AS (
      UPDATE webhook_endpoint SET rests_until = ${addSeconds(now, restSeconds)}
       WHERE id = ${endpointId}::uuid AND rests_until IS NOT NULL AND EXISTS (SELECT FROM due)
    ),
    claimed AS (UPDATE webhook_delivery d SET next_attempt_at = ${addSeconds(now, claimSeconds)} FROM due WHERE d.id = due.id)
    SELECT due.id AS "deliveryId", e.seq, e.id AS "eventId", e.body, due.url, due.secret_version AS "secretVersion", due.secret_rotated_at AS "secretRotatedAt"
      FROM due JOIN audit_event e ON e.seq = due.event_seq`;
}

/** When the next delivery is due, where that is within a minute: later ones the clock finds. */
export async function soonestDue(tx: Tx, now: Date): Promise<Date | null> {
  const [soonest] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT min(greatest(d.next_attempt_at, p.rests_until)) AS at FROM webhook_delivery d JOIN webhook_endpoint p ON p.id = d.endpoint_id
     WHERE d.state = 'waiting' AND d.next_attempt_at < ${addSeconds(now, 60)} AND p.disabled_at IS NULL`;
  return soonest?.at ?? null;
}

export type Settled = { endpoint: WebhookFacts & { createdById: string; failingSince: Date | null }; hasFailed: boolean };

/**
 * Writes down how an attempt ended, and when the next one is due. Answers how the endpoint stands then; null when it or the
 * delivery is gone. An answer that comes late, after somebody else took over, still counts.
 */
export async function settleAttempt(tx: Tx, endpointId: string, deliveryId: string, outcome: Outcome, { at, now, chance }: { at: Date; now: Date; chance: number }): Promise<Settled | null> {
  // First the endpoint, then the delivery: as everybody else does.
  await tx.$queryRaw`SELECT 1 FROM webhook_endpoint WHERE id = ${endpointId}::uuid FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM webhook_delivery WHERE id = ${deliveryId}::uuid FOR UPDATE`;
  const delivery = await tx.webhookDelivery.findUnique({ where: { id: deliveryId }, include: { endpoint: true } });
  if (delivery === null) return null;
  const { status, error, durationMs } = outcome;
  await tx.webhookAttempt.create({ data: { id: uuidv7(), deliveryId, at, status, error, durationMs } });
  const hasFailed = error !== null;
  if (!hasFailed) {
    await tx.webhookDelivery.updateMany({ where: { id: deliveryId, state: { not: 'delivered' } }, data: { state: 'delivered', deliveredAt: now, nextAttemptAt: null } });
  } else if (delivery.state === 'waiting') {
    const tries = delivery.tries + 1;
    const next = nextAttemptAt(tries, now, chance, outcome.retryAfterSeconds);
    await tx.webhookDelivery.update({ where: { id: deliveryId }, data: { tries, nextAttemptAt: next, ...(next === null && { state: 'failed' }) } });
  }
  const failingSince = hasFailed ? (delivery.endpoint.failingSince ?? now) : null;
  const endpoint = await tx.webhookEndpoint.update({
    where: { id: endpointId },
    data: { failingSince, restsUntil: status === null ? addSeconds(now, restSeconds) : null },
  });
  return { endpoint, hasFailed };
}

/** Begins deliveries again, whatever became of them. Their log stays. */
export async function replayDeliveries(tx: Tx, ids: string[], now: Date): Promise<void> {
  await tx.webhookDelivery.updateMany({ where: { id: { in: ids } }, data: { state: 'waiting', tries: 0, deliveredAt: null, nextAttemptAt: now } });
}

/** Events since then that the endpoint would have got, had it been on. */
export async function listMissedEvents(tx: Tx, endpointId: string, since: Date, limit: number): Promise<bigint[]> {
  const endpoint = await tx.webhookEndpoint.findUniqueOrThrow({ where: { id: endpointId } });
  const rows = await tx.$queryRaw<{ seq: bigint }[]>`
    SELECT e.seq FROM audit_event e
     WHERE e.at >= greatest(${since}::timestamptz, ${endpoint.createdAt}::timestamptz) AND e.seq <= ${endpoint.seenSeq} AND e.type <> 'webhook.tested' AND ${isFor(endpointId, endpoint.eventTypes)}
       AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.endpoint_id = ${endpointId}::uuid AND d.event_seq = e.seq)
     ORDER BY e.seq LIMIT ${limit}`;
  return rows.map(({ seq }) => seq);
}

export async function insertDeliveries(tx: Tx, endpointId: string, events: readonly bigint[], now: Date): Promise<void> {
  await tx.webhookDelivery.createMany({
    data: events.map((eventSeq) => ({ id: uuidv7(), endpointId, eventSeq, createdAt: now, nextAttemptAt: now })),
    skipDuplicates: true,
  });
}

/** Forgets what is older than the log goes back; what still waits stays. */
export async function forgetOldDeliveries(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM webhook_delivery WHERE id IN (
      SELECT id FROM webhook_delivery WHERE created_at < ${subDays(now, deliveryLogDays + 1)} AND state <> 'waiting' ORDER BY created_at LIMIT 1000)`;
}
