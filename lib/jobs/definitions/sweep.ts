import { sweepInstant } from '@/lib/domain/sweep';
import { databaseClock } from '@/lib/db/database-clock';
import { inTransaction } from '@/lib/db/transaction';
import { ProblemError } from '@/lib/gate/problem';
import { log } from '@/lib/log';
import { beginSweep, runSweep, timetable } from '@/lib/lifecycle/run-sweep';
import type { Job } from '../job';

/**
 * Goes on with the sweep that is open; without one, begins that of the present hour. The hour is the database's, so that
 * machines whose clocks differ mean the same sweep.
 */
export const sweepJob: Job<'sweep'> = async (_payload, { db, signal }) => {
  const now = (await databaseClock(db))();
  try {
    const sweepId = await inTransaction(db, (tx) => beginSweep(tx, sweepInstant(now), timetable, now));
    if (sweepId !== null) await runSweep(db, sweepId, { signal });
  } catch (error) {
    // One that was stopped waits for a person, and one of a later instant was run by hand: neither is a failure of this job.
    if (!(error instanceof ProblemError)) throw error;
    log.info({ reason: error.message }, 'no sweep was begun');
  }
};
