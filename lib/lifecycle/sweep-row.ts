import { z } from 'zod';
import { sweepPhases, sweepStates, type SweepPhase } from '@/lib/domain/sweep';
import type { Reader, Tx } from '@/lib/db/client';
import type { LifecycleSweep, LifecycleSweepLane } from '@/lib/db/generated/client';

/** What a sweep has done, by what it was; the words of docs/lifecycle.md. */
export const sweepCountsShape = z.record(z.string(), z.int());
export type SweepCounts = z.infer<typeof sweepCountsShape>;

const person = z.object({ id: z.uuid(), name: z.string() });

/** A sweep as pages, REST and the shell show it. */
export const sweepShape = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  state: z.enum(sweepStates),
  phase: z.enum(sweepPhases),
  counts: sweepCountsShape,
  /** What the breaker saw, once it has looked. */
  wouldClose: z.int().nullable(),
  openSites: z.int().nullable(),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  approvedBy: person.nullable(),
});
export type SweepView = z.infer<typeof sweepShape>;

export const sweepInclude = { approvedBy: { select: { id: true, name: true } }, lanes: { select: { counts: true } } } as const;

export function toSweepView(row: LifecycleSweep & { approvedBy: { id: string; name: string } | null; lanes: Pick<LifecycleSweepLane, 'counts'>[] }): SweepView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    state: row.state,
    phase: row.phase as SweepPhase,
    counts: countsOf([row, ...row.lanes]),
    wouldClose: row.wouldClose,
    openSites: row.openSites,
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    approvedBy: row.approvedBy,
  };
}

/** What was done, taken together. */
export function countsOf(parts: readonly { counts: unknown }[]): SweepCounts {
  const sum: SweepCounts = {};
  for (const { counts } of parts) for (const [what, count] of Object.entries(sweepCountsShape.parse(counts))) if (count > 0) sum[what] = (sum[what] ?? 0) + count;
  return sum;
}

/** The sweep that is under way or was stopped, if there is one: there is never a second. */
export async function openSweep(db: Reader): Promise<LifecycleSweep | null> {
  return db.lifecycleSweep.findFirst({ where: { state: { in: ['running', 'stopped'] } } });
}

/** The instant of the last sweep that was not given up; null before the first. */
export async function lastSweptAt(db: Reader): Promise<Date | null> {
  const last = await db.lifecycleSweep.findFirst({ where: { state: { not: 'abandoned' } }, orderBy: { at: 'desc' }, select: { at: true } });
  return last?.at ?? null;
}

/** Locks a sweep for one step; whoever else works on it waits for its turn. */
export async function lockSweep(tx: Tx, sweepId: string): Promise<LifecycleSweep | null> {
  await tx.$queryRaw`SELECT 1 FROM lifecycle_sweep WHERE id = ${sweepId}::uuid FOR UPDATE`;
  return tx.lifecycleSweep.findUnique({ where: { id: sweepId } });
}
