import type { Reminder } from '@/lib/domain/sweep';
import { sweepPhases, type SweepPhase } from '@/lib/domain/sweep';
import type { Tx } from '@/lib/db/client';
import type { LifecycleSweep, Prisma } from '@/lib/db/generated/client';
import { sweepCountsShape, type SweepCounts } from './sweep-row';

/** The one place that writes sweeps and reminders. Inserting an open sweep beside another one fails in the database. */
export async function insertSweep(tx: Tx, sweep: { id: string; at: Date; startedBy: string; startedAt: Date }): Promise<void> {
  await tx.lifecycleSweep.create({ data: { ...sweep, phase: sweepPhases[0] } });
}

/** Notes how far a sweep has come and what it did on the way, in the transaction of the step. */
export async function moveSweep(
  tx: Tx,
  sweep: Pick<LifecycleSweep, 'id' | 'counts'>,
  change: Omit<Prisma.LifecycleSweepUncheckedUpdateInput, 'id' | 'counts' | 'phase'> & { phase?: SweepPhase },
  did: SweepCounts = {},
): Promise<void> {
  const counts = sweepCountsShape.parse(sweep.counts);
  for (const [what, count] of Object.entries(did)) if (count > 0) counts[what] = (counts[what] ?? 0) + count;
  await tx.lifecycleSweep.update({ where: { id: sweep.id }, data: { ...change, counts } });
}

/** Begins a sweep again that was given up: its instant stays its own, and what it has done stays done. */
export async function reopenSweep(tx: Tx, sweepId: string): Promise<void> {
  await tx.lifecycleSweep.update({
    where: { id: sweepId },
    data: { state: 'running', finishedAt: null, phase: sweepPhases[0], cursor: null, wouldClose: null, openSites: null, approvedAt: null, approvedById: null },
  });
}

/** Keeps reminders; one that is there already stays as it is. Answers how many were new. */
export async function insertReminders(tx: Tx, reminders: readonly (Reminder & { siteId: string })[], now: Date): Promise<number> {
  if (reminders.length === 0) return 0;
  return tx.$executeRaw`
    INSERT INTO reminder (id, site_id, kind, due_at, days_before, made_at)
    SELECT uuidv7(), r."siteId", r.kind, r."dueAt", r."daysBefore", ${now}
      FROM jsonb_to_recordset(${JSON.stringify(reminders)}::jsonb) AS r ("siteId" uuid, kind "ReminderKind", "dueAt" timestamptz, "daysBefore" int)
    ON CONFLICT (site_id, kind, due_at, days_before) DO NOTHING`;
}
