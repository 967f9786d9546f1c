import canonicalize from 'canonicalize';
import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import type { Tx } from '@/lib/db/client';

/** Who, when and from where: the gate's context, as far as the log needs it. */
export type Recorder = {
  now: Date;
  actor: {
    kind: 'person' | 'system';
    personId: string | null;
    name: string;
    email: string | null;
    roles: readonly string[];
    via: string;
    tokenId: string | null;
    correlationId: string;
  };
};

/**
 * Appends events to the audit chain in the caller's transaction. Locks the end of the chain until the commit,
 * so it is called once, last. The canonical form is described in docs/audit.md. Where an endpoint listens, the same
 * statement asks for the delivery.
 */
export async function record(tx: Tx, events: readonly DomainEvent[], recorder: Recorder): Promise<void> {
  await appendBodies(tx, bodiesOf(events, recorder));
}

/** The sealed texts of events that are appended later: those of a long import wait for its end. */
export function bodiesOf(events: readonly DomainEvent[], recorder: Recorder): string[] {
  return events.map((event) => canonicalBody(event, recorder));
}

/** Appends what `bodiesOf` made, with the same lock as `record`. */
export async function appendBodies(tx: Tx, bodies: readonly string[]): Promise<void> {
  if (bodies.length === 0) return;
  // As lines, which canonical JSON never breaks: an array would have each of its quotation marks escaped.
  await tx.$queryRaw`SELECT audit_append(string_to_array(${bodies.join('\n')}, E'\\n')), webhooks_ask_for_delivery()`;
}

/** RFC 8785 text of one event: sorted keys, no white space, so that anybody can hash it again. */
function canonicalBody(event: DomainEvent, { actor, now }: Recorder): string {
  const body = canonicalize({
    v: 1,
    id: uuidv7(),
    at: now.toISOString(),
    type: event.type,
    actor: {
      kind: actor.kind,
      id: actor.personId,
      name: actor.name,
      email: actor.email,
      roles: [...actor.roles],
      tokenId: actor.tokenId,
    },
    via: actor.via,
    correlationId: actor.correlationId,
    site: event.site ?? null,
    request: event.request ?? null,
    subject: event.subject ?? null,
    reason: event.reason ?? null,
    changes: event.changes ?? {},
    data: event.data ?? {},
  });
  if (body === undefined) throw new TypeError('an audit event must be JSON');
  return body;
}
