import { v7 as uuidv7 } from 'uuid';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import { startOf, sweepPhases, tripsBreaker, type SweepPhase } from '@/lib/domain/sweep';
import { record } from '@/lib/audit/record';
import type { Database, Tx } from '@/lib/db/client';
import { inTransaction, violatedConstraint } from '@/lib/db/transaction';
import type { LifecycleSweep } from '@/lib/db/generated/client';
import { systemActor, type Actor, type Via } from '@/lib/gate/actor';
import { problemOfRefusal } from '@/lib/gate/problem';
import { log } from '@/lib/log';
import { notify } from '@/lib/notifications/write';
import { foreseePolicies } from '@/lib/policies/foresee-policies';
import { listAdminIds } from '@/lib/people/list-admin-ids';
import { readSettings } from '@/lib/settings/get-settings';
import { whileTidyingTexts } from '@/lib/sites/tidy-texts';
import { ReadAhead } from './read-ahead';
import { lanesOf, lockPlace, splitPhase, type Where } from './lanes';
import { readLifecycleFacts } from './read-lifecycle-facts';
import { steps } from './steps';
import { closesSite, countOpenSites, dueSites } from './survey';
import { countsOf, lastSweptAt, lockSweep, openSweep, sweepCountsShape, sweepInclude, toSweepView, type SweepCounts, type SweepView } from './sweep-row';
import { dropLanes, insertSweep, moveLane, moveSweep, reopenSweep } from './write';

/** Who begins the sweeps that nobody else begins. */
export const timetable = 'the timetable';

/** Sites that one step looks at; of those it changes far fewer. */
const stepSize = 2_500;
/** The phases that look at every Site; of those they change few. */
const looking: ReadonlySet<SweepPhase> = new Set(['sites', 'policies']);
/** Rows that a step of any other phase takes at most: all of them may be changed. */
const otherSize = 200;

/** Who a sweep acts as; the sweep's id ties its events together. */
function lifecycleActor(sweepId: string, via: Via): Actor {
  return systemActor('Lifecycle', { via, correlationId: sweepId });
}

/**
 * Begins the sweep as of `at`, or finds the one that has to be gone on with first, in the caller's transaction. Answers
 * its id; null when the sweep of that instant has been run already.
 * @throws ProblemError when a stopped sweep waits for a decision, or `at` lies before the last sweep.
 */
export async function beginSweep(tx: Tx, at: Date, startedBy: string, startedAt: Date): Promise<string | null> {
  // Two who begin at once take turns, so that the second finds what the first has begun.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('lifecycle_sweep', 0))`;
  const open = await openSweep(tx);
  const start = startOf({ open: open === null ? null : { id: open.id, at: open.at, state: open.state === 'stopped' ? 'stopped' : 'running' }, lastAt: await lastSweptAt(tx) }, at);
  if (isRefusal(start)) throw problemOfRefusal(start);
  if (start.then === 'nothing_more') return null;
  if (start.then === 'go_on') return start.sweepId;
  const givenUp = await tx.lifecycleSweep.findUnique({ where: { at }, select: { id: true } });
  if (givenUp !== null) {
    await reopenSweep(tx, givenUp.id);
    return givenUp.id;
  }
  const id = uuidv7();
  await insertSweep(tx, { id, at, startedBy, startedAt });
  return id;
}

export type SweepOptions = {
  signal?: AbortSignal;
  via?: Via;
  clock?: () => Date;
  /** A phase that goes over more rows than this is walked in lanes. */
  splitBeyondRows?: number;
};

/** What every step of a sweep works with. */
type Run = { db: Database; sweepId: string; actor: Actor; clock: () => Date };

/**
 * Goes on with a sweep until it is done, stopped by the breaker, or told to end; answers with it. Any number of processes
 * may do so at once: in each lane they take turns step by step, and each thing is done once.
 */
export async function runSweep(
  db: Database,
  sweepId: string,
  { signal = new AbortController().signal, via = 'job', clock = () => new Date(), splitBeyondRows = 2 * stepSize }: SweepOptions = {},
): Promise<SweepView> {
  const run: Run = { db, sweepId, actor: lifecycleActor(sweepId, via), clock };
  while (!signal.aborted) {
    const sweep = await db.prisma.lifecycleSweep.findUniqueOrThrow({ where: { id: sweepId } });
    if (sweep.state !== 'running') break;
    if (sweep.phase === 'sites' && sweep.wouldClose === null) await askBreaker(db, sweep, run.actor);
    else await runPhase(run, sweep, { signal, splitBeyondRows });
  }
  return toSweepView(await db.prisma.lifecycleSweep.findUniqueOrThrow({ where: { id: sweepId }, include: sweepInclude }));
}

/** Sees the phase that a sweep has come to through, in its lanes or as a whole. */
async function runPhase(run: Run, sweep: LifecycleSweep, { signal, splitBeyondRows }: Required<Pick<SweepOptions, 'signal' | 'splitBeyondRows'>>): Promise<void> {
  const phase = sweep.phase as SweepPhase;
  const made = (await lanesOf(run.db.prisma, sweep.id)).map(({ number }) => number);
  const lanes = made.length > 0 || sweep.cursor !== null ? made : await splitPhase(run.db, sweep, splitBeyondRows);
  const walk = (): Promise<void> => (lanes.length === 0 ? walkThrough(run, { phase, lane: null }, signal) : walkLanes(run, phase, lanes, signal));
  // Texts that are searched name the owner: a step would stop to sort them in, and keep its Sites locked for that long.
  await (phase === 'departures' ? whileTidyingTexts(walk, run.db) : walk());
}

/** Walks all lanes at once. One that fails stops the others after their step; what is left is gone on with later. */
async function walkLanes(run: Run, phase: SweepPhase, lanes: readonly number[], signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const walks = lanes.map((lane) =>
    walkThrough(run, { phase, lane }, either).catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  for (const walked of await Promise.allSettled(walks)) if (walked.status === 'rejected') throw walked.reason;
  await inTransaction(run.db, (tx) => closeLanes(tx, run));
}

/** Takes step after step in a lane of a phase, or in the whole of it, until there is nothing left in it. */
async function walkThrough(run: Run, where: Where, signal: AbortSignal): Promise<void> {
  const { db, sweepId } = run;
  const ahead = new ReadAhead(db);
  let size = stepSize;
  for (let isThrough = false; !isThrough && !signal.aborted; await ahead.arrived()) {
    try {
      isThrough = await inTransaction(db, (tx) => runStep(tx, run, where, { size, ahead }), { timeoutMs: 60_000 });
      size = Math.min(stepSize, size * 10);
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === null || where.phase !== 'sites') throw error;
      // The database forbids what the rules allowed. It is looked for in ever smaller steps, so that it stops only itself.
      log.warn({ sweepId, ...where, constraint, size }, 'a step of the sweep was refused');
      if (size === 1) await inTransaction(db, (tx) => passOver(tx, run, where));
      size = Math.max(1, Math.floor(size / 10));
    }
  }
}

/** One step, and how far it has come; answers whether nothing is left after it. */
async function runStep(tx: Tx, { sweepId, actor, clock }: Run, where: Where, { size, ahead }: { size: number; ahead: ReadAhead }): Promise<boolean> {
  const { phase } = where;
  const place = await lockPlace(tx, sweepId, where);
  // The breaker has to be asked before the first Site.
  if (place === null || (phase === 'sites' && place.sweep.wouldClose === null)) return true;
  const { sweep, stretch } = place;
  const { settings } = await readSettings(tx);
  const { cursor, did, events } = await steps[phase](tx, { now: sweep.at, settings, actor, ahead, stretch }, place.cursor, looking.has(phase) ? size : otherSize);
  const told = events.map((event): DomainEvent => ({ ...event, data: { ...event.data, sweepId } }));
  if (place.lane !== null) await moveLane(tx, place.lane, cursor, did);
  else if (cursor !== null) await moveSweep(tx, sweep, { cursor }, did);
  else told.push(...(await endPhase(tx, sweep, did, clock())));
  await record(tx, told, { actor, now: sweep.at }); // last: it locks the end of the chain
  return cursor === null;
}

/** Goes on to the next phase, or ends the sweep with the last one. */
async function endPhase(tx: Tx, sweep: LifecycleSweep, did: SweepCounts, clockNow: Date): Promise<DomainEvent[]> {
  const next = sweepPhases[sweepPhases.indexOf(sweep.phase as SweepPhase) + 1];
  if (next !== undefined) {
    await moveSweep(tx, sweep, { cursor: null, phase: next }, did);
    return [];
  }
  await moveSweep(tx, sweep, { cursor: null, state: 'done', finishedAt: clockNow }, did);
  const done = await tx.lifecycleSweep.findUniqueOrThrow({ where: { id: sweep.id } });
  // The timetable's sweeps find nothing to do most of the time; a log that says so each hour would hide the rest.
  const isNews = done.startedBy !== timetable || Object.keys(sweepCountsShape.parse(done.counts)).length > 0;
  return isNews ? [sweepEvent('lifecycle.swept', done)] : [];
}

/** Goes on to the next phase once all lanes of this one are through, and takes what they counted over. */
async function closeLanes(tx: Tx, { sweepId, actor, clock }: Run): Promise<void> {
  const sweep = await lockSweep(tx, sweepId);
  const lanes = await lanesOf(tx, sweepId);
  if (sweep?.state !== 'running' || lanes.length === 0 || lanes.some(({ isThrough }) => !isThrough)) return;
  await dropLanes(tx, sweepId);
  await record(tx, await endPhase(tx, sweep, countsOf(lanes), clock()), { actor, now: sweep.at });
}

/** Steps over the one Site that the database refuses; the log names it, and the next sweep tries it again. */
async function passOver(tx: Tx, { sweepId }: Run, where: Where): Promise<void> {
  const place = await lockPlace(tx, sweepId, where);
  if (place === null) return;
  const { sweep, stretch } = place;
  const { settings } = await readSettings(tx);
  const look = { after: place.cursor ?? stretch.after, until: stretch.until, limit: 1, now: sweep.at, settings, lookFor: 'actions' } as const;
  const { through } = await readLifecycleFacts(tx, look);
  if (through === null) return;
  const did = { passed_over: 1 };
  await (place.lane === null ? moveSweep(tx, sweep, { cursor: through }, did) : moveLane(tx, place.lane, through, did));
}

/** Counts what the sweep would close before it closes anything; beyond the setting it stops, and the admins are told. */
async function askBreaker(db: Database, sweep: LifecycleSweep, actor: Actor): Promise<void> {
  const { settings } = await readSettings(db.prisma);
  let wouldClose = 0;
  for await (const { action } of dueSites(db.prisma, { now: sweep.at, settings })) if (closesSite(action)) wouldClose += 1;
  for await (const _ of foreseePolicies(db, sweep.at)) wouldClose += 1;
  const openSites = await countOpenSites(db.prisma);
  const stops = sweep.approvedAt === null && tripsBreaker(settings, wouldClose, openSites);
  await inTransaction(db, async (tx) => {
    const current = await lockSweep(tx, sweep.id);
    if (current?.state !== 'running' || current.wouldClose !== null) return;
    await moveSweep(tx, current, { wouldClose, openSites, ...(stops ? { state: 'stopped' } : {}) });
    if (!stops) return;
    await tellAdmins(tx, current, wouldClose, openSites);
    await record(tx, [sweepEvent('lifecycle.sweep_stopped', { ...current, wouldClose, openSites })], { actor, now: sweep.at });
  });
}

async function tellAdmins(tx: Tx, sweep: LifecycleSweep, wouldClose: number, openSites: number): Promise<void> {
  const admins = await listAdminIds(tx);
  const share = Math.round((wouldClose / openSites) * 100);
  await notify(
    tx,
    admins.map((personId) => ({
      personId,
      kind: 'alert',
      occasion: `sweep ${sweep.id} stopped`,
      title: `A sweep would close ${wouldClose.toLocaleString('en-US')} Sites and waits for you`,
      message: {
        lines: [
          `That is ${share}% of all ${openSites.toLocaleString('en-US')} open Sites, more than the settings allow without asking. Nothing was closed.`,
          'Look at what it would do, then let it go on or give it up.',
        ],
        action: { label: 'Decide on the sweep', href: '/lifecycle' },
      },
    })),
    sweep.at,
  );
}

/** An event about a sweep as a whole. */
export function sweepEvent(
  type: Extract<DomainEvent['type'], `lifecycle.${string}`>,
  sweep: Pick<LifecycleSweep, 'id' | 'at' | 'counts' | 'wouldClose' | 'openSites'>,
  reason: string | null = null,
): DomainEvent {
  return {
    type,
    subject: { kind: 'sweep', id: sweep.id, name: sweep.at.toISOString() },
    reason,
    data: { at: sweep.at.toISOString(), counts: sweep.counts as Record<string, number>, wouldClose: sweep.wouldClose, openSites: sweep.openSites },
  };
}
