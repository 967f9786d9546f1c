import type { SweepPhase } from '@/lib/domain/sweep';
import type { Database, Reader, Tx } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { LifecycleSweep, LifecycleSweepLane } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { lockSweep } from './sweep-row';
import type { Stretch } from './sweep-step';
import { insertLanes } from './write';

/**
 * How many lanes a long phase is walked in at once: what a step computes and what the database writes for it take about as
 * long, so that two keep both at work. A third would have the interface wait.
 */
const laneCount = 2;

/** What of a sweep is walked through: a lane of a phase, or with null the whole of it. */
export type Where = { phase: SweepPhase; lane: number | null };

/** Where such a walk stands, locked until the step is done. */
export type Place = { sweep: LifecycleSweep; /** Null: the phase is walked as a whole. */ lane: LifecycleSweepLane | null; cursor: string | null; stretch: Stretch };

const whole: Stretch = { after: null, until: null };

/** Divides the phase that a sweep has come to, if it goes over more than so many rows; answers the numbers of its lanes. */
export async function splitPhase(db: Database, sweep: LifecycleSweep, beyondRows: number): Promise<number[]> {
  const bounds = await boundsOf(db.prisma, sweep, beyondRows);
  if (bounds.length === 0) return [];
  return inTransaction(db, async (tx) => {
    const current = await lockSweep(tx, sweep.id);
    // Somebody else has divided it, or begun with it as a whole.
    if (current?.state !== 'running' || current.phase !== sweep.phase || current.cursor !== null) return [];
    if ((await lanesOf(tx, sweep.id)).length === 0) await insertLanes(tx, sweep.id, between(bounds));
    return (await lanesOf(tx, sweep.id)).map(({ number }) => number);
  });
}

/** The last ids of all lanes but the last one, so that each gets as much to do; none where the phase is short or goes over something else. */
async function boundsOf(db: Reader, { phase, at }: LifecycleSweep, beyondRows: number): Promise<string[]> {
  const rows = walkedRows(phase as SweepPhase, at);
  if (rows === null) return [];
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH walked AS (${rows}), counted AS (SELECT count(*) AS total FROM walked)
    SELECT DISTINCT (SELECT id FROM walked ORDER BY id OFFSET c.total * n / ${laneCount} LIMIT 1)::text AS id
      FROM counted c, generate_series(1, ${laneCount - 1}::int) n
     WHERE c.total > ${beyondRows} ORDER BY id`;
  return found.map(({ id }) => id);
}

/** What a phase goes over in the order of `id`, a row for each thing to do: a lane of people gets as many Sites as the other. */
function walkedRows(phase: SweepPhase, at: Date): Prisma.Sql | null {
  switch (phase) {
    case 'departures':
      return Prisma.sql`
        SELECT p.id FROM person p JOIN site s ON s.owner_id = p.id
         WHERE p.deactivated_at <= ${at} AND s.state <> 'retired' AND s.quarantined_at IS NULL`;
    case 'sites':
      return Prisma.sql`SELECT site_id AS id FROM site_index`;
    default:
      return null;
  }
}

function between(bounds: readonly string[]): Stretch[] {
  return [null, ...bounds].map((after, at) => ({ after, until: bounds[at] ?? null }));
}

/** The lanes of the phase that a sweep has come to, in order; none where it is walked as a whole. */
export async function lanesOf(db: Reader, sweepId: string): Promise<LifecycleSweepLane[]> {
  return db.lifecycleSweepLane.findMany({ where: { sweepId }, orderBy: { number: 'asc' } });
}

/**
 * Locks a lane of a phase, or the whole of it, for one step; whoever else works on it waits for its turn. Null: there is
 * nothing left to do in it. Steps of different lanes hold the sweep together; who changes the sweep itself waits for them.
 */
export async function lockPlace(tx: Tx, sweepId: string, { phase, lane }: Where): Promise<Place | null> {
  const sweep = lane === null ? await lockSweep(tx, sweepId) : await holdSweep(tx, sweepId);
  if (sweep?.state !== 'running' || sweep.phase !== phase) return null;
  if (lane === null) return (await lanesOf(tx, sweepId)).length > 0 ? null : { sweep, lane: null, cursor: sweep.cursor, stretch: whole };
  await tx.$queryRaw`SELECT 1 FROM lifecycle_sweep_lane WHERE sweep_id = ${sweepId}::uuid AND number = ${lane} FOR UPDATE`;
  const row = await tx.lifecycleSweepLane.findUnique({ where: { sweepId_number: { sweepId, number: lane } } });
  return row === null || row.isThrough ? null : { sweep, lane: row, cursor: row.cursor, stretch: { after: row.after, until: row.until } };
}

async function holdSweep(tx: Tx, sweepId: string): Promise<LifecycleSweep | null> {
  await tx.$queryRaw`SELECT 1 FROM lifecycle_sweep WHERE id = ${sweepId}::uuid FOR SHARE`;
  return tx.lifecycleSweep.findUnique({ where: { id: sweepId } });
}
