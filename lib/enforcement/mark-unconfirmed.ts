import { enforcementAspectLabels } from '@/lib/domain/enforcement';
import type { DomainEvent } from '@/lib/domain/events';
import type { Tx } from '@/lib/db/client';
import { markOverdue } from './write';

/**
 * Says of decisions that nothing has shown to be true in time that they are unconfirmed: one batch in the caller's
 * transaction, who records the events. When that was is settled when a decision is made, so the settings of today change nothing.
 * @returns an event for each that it marked; fewer than `limit` means that nothing more is due, save what somebody works on.
 */
export async function markUnconfirmed(tx: Tx, { now }: { now: Date }, limit: number): Promise<DomainEvent[]> {
  const marked = await markOverdue(tx, now, limit);
  return marked.map(({ id, siteId, slug, title, aspect }) => ({
    type: 'enforcement.unconfirmed',
    site: { id: siteId, slug, title },
    subject: { kind: 'enforcement', id, name: enforcementAspectLabels[aspect] },
  }));
}
