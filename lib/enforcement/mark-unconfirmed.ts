import { enforcementAspectLabels } from '@/lib/domain/enforcement';
import type { DomainEvent } from '@/lib/domain/events';
import type { Settings } from '@/lib/domain/settings';
import { record, type Recorder } from '@/lib/audit/record';
import type { Tx } from '@/lib/db/client';
import { markOverdue } from './write';

/**
 * Says of decisions that nothing has shown to be true in time that they are unconfirmed: one batch in the caller's
 * transaction, with its events. When that was is settled when a decision is made, so the settings of today change nothing.
 * @returns how many it marked; fewer than `limit` means that nothing more is due, save what somebody works on.
 */
export async function markUnconfirmed(tx: Tx, { now, actor }: Recorder & { settings: Settings }, limit: number): Promise<number> {
  const marked = await markOverdue(tx, now, limit);
  const events = marked.map(
    ({ id, siteId, slug, title, aspect }): DomainEvent => ({
      type: 'enforcement.unconfirmed',
      site: { id: siteId, slug, title },
      subject: { kind: 'enforcement', id, name: enforcementAspectLabels[aspect] },
    }),
  );
  await record(tx, events, { now, actor }); // last: it locks the end of the chain
  return marked.length;
}
