import type { Reminder } from '@/lib/domain/sweep';
import { sweepPhases, type SweepPhase } from '@/lib/domain/sweep';
import type { Tx } from '@/lib/db/client';
import type { LifecycleSweep, LifecycleSweepLane, Prisma } from '@/lib/db/generated/client';
import { countsOf, type SweepCounts } from './sweep-row';
import type { Stretch } from './sweep-step';

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
  await tx.lifecycleSweep.update({ where: { id: sweep.id }, data: { ...change, counts: countsOf([sweep, { counts: did }]) } });
}

/** Divides the phase that a sweep has come to; the sweep is locked. */
export async function insertLanes(tx: Tx, sweepId: string, stretches: readonly Stretch[]): Promise<void> {
  await tx.lifecycleSweepLane.createMany({ data: stretches.map((stretch, number) => ({ ...stretch, sweepId, number })) });
}

/** Notes how far a lane has come, as `moveSweep` does of a phase that is not divided; null: it is through. */
export async function moveLane(tx: Tx, { sweepId, number, counts }: LifecycleSweepLane, cursor: string | null, did: SweepCounts): Promise<void> {
  await tx.lifecycleSweepLane.update({
    where: { sweepId_number: { sweepId, number } },
    data: { ...(cursor === null ? { isThrough: true } : { cursor }), counts: countsOf([{ counts }, { counts: did }]) },
  });
}

/** Takes the lanes away once all of them are through. */
export async function dropLanes(tx: Tx, sweepId: string): Promise<void> {
  await tx.lifecycleSweepLane.deleteMany({ where: { sweepId } });
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
