import { auditBodySchema } from '@/lib/audit/audit-body';

/** An event of the audit log, as it is kept there. */
export type EventRow = { seq: bigint; id: string; body: string };

/**
 * What a receiver gets of an event: `type`, `timestamp` and `data`, as docs/webhooks.md describes it. Made of the audit
 * event alone, so that every attempt and every replay sends the same bytes under the same id.
 */
export function messageOf(event: EventRow): { messageId: string; body: string } {
  const { type, at, actor, site, request, subject, reason, changes, data } = auditBodySchema.parse(JSON.parse(event.body));
  const { kind, id, name, email } = actor;
  return {
    messageId: event.id,
    body: JSON.stringify({ type, timestamp: at, data: { seq: Number(event.seq), actor: { kind, id, name, email }, site, request, subject, reason, changes, details: data } }),
  };
}
