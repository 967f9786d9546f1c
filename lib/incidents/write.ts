import type { Tx } from '@/lib/db/client';

/** The database opens and closes incidents (`drift_incident_follow`); this is the one place that writes anything else of them. */
export async function acknowledgeRow(tx: Tx, id: string, by: { personId: string; note: string; now: Date }): Promise<void> {
  await tx.driftIncident.update({ where: { id }, data: { acknowledgedAt: by.now, acknowledgedById: by.personId, note: by.note } });
}

/** Notes that incidents have been told of, as they are now. */
export async function noteTold(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    UPDATE drift_incident SET told_at = coalesce(told_at, ${now}::timestamptz), end_told_at = CASE WHEN closed_at IS NULL THEN NULL ELSE ${now}::timestamptz END
     WHERE id = ANY (${[...ids]}::uuid[])`;
}
