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
import { readLifecycleFacts } from './read-lifecycle-facts';
import { steps } from './steps';
import { closesSite, countOpenSites, dueSites } from './survey';
import { lastSweptAt, lockSweep, openSweep, sweepCountsShape, sweepInclude, toSweepView, type SweepView } from './sweep-row';
import { insertSweep, moveSweep, reopenSweep } from './write';

/** Who begins the sweeps that nobody else begins. */
export const timetable = 'the timetable';

/** Sites that one step looks at; of those it changes far fewer. */
const stepSize = 5_000;
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

export type SweepOptions = { signal?: AbortSignal; via?: Via; clock?: () => Date };

/**
 * Goes on with a sweep until it is done, stopped by the breaker, or told to end; answers with it. Any number of processes
 * may do so at once: they take turns step by step, and each thing is done once.
 */
export async function runSweep(db: Database, sweepId: string, { signal, via = 'job', clock = () => new Date() }: SweepOptions = {}): Promise<SweepView> {
  const actor = lifecycleActor(sweepId, via);
  const ahead = new ReadAhead(db);
  let size = stepSize;
  while (signal?.aborted !== true) {
    const sweep = await db.prisma.lifecycleSweep.findUniqueOrThrow({ where: { id: sweepId } });
    if (sweep.state !== 'running') break;
    if (sweep.phase === 'sites' && sweep.wouldClose === null) {
      await askBreaker(db, sweep, actor);
      continue;
    }
    await ahead.arrived();
    const step = (): Promise<void> => inTransaction(db, (tx) => runStep(tx, sweepId, size, { actor, ahead, clockNow: clock() }), { timeoutMs: 60_000 });
    try {
      // Texts that are searched name the owner: a step would stop to sort them in, and keep its Sites locked for that long.
      await (sweep.phase === 'departures' ? whileTidyingTexts(step, db) : step());
      size = Math.min(stepSize, size * 10);
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === null || sweep.phase !== 'sites') throw error;
      // The database forbids what the rules allowed. It is looked for in ever smaller steps, so that it stops only itself.
      log.warn({ sweepId, phase: sweep.phase, cursor: sweep.cursor, constraint, size }, 'a step of the sweep was refused');
      if (size === 1) await inTransaction(db, (tx) => passOver(tx, sweepId));
      size = Math.max(1, Math.floor(size / 10));
    }
  }
  await ahead.arrived();
  return toSweepView(await db.prisma.lifecycleSweep.findUniqueOrThrow({ where: { id: sweepId }, include: sweepInclude }));
}

async function runStep(tx: Tx, sweepId: string, size: number, { actor, ahead, clockNow }: { actor: Actor; ahead: ReadAhead; clockNow: Date }): Promise<void> {
  const sweep = await lockSweep(tx, sweepId);
  if (sweep?.state !== 'running') return;
  const phase = sweep.phase as SweepPhase;
  if (phase === 'sites' && sweep.wouldClose === null) return; // The breaker has to be asked first.
  const { settings } = await readSettings(tx);
  const { cursor, did, events } = await steps[phase](tx, { now: sweep.at, settings, actor, ahead }, sweep.cursor, looking.has(phase) ? size : otherSize);
  const next = sweepPhases[sweepPhases.indexOf(phase) + 1];
  const told = events.map((event): DomainEvent => ({ ...event, data: { ...event.data, sweepId } }));
  if (cursor !== null) {
    await moveSweep(tx, sweep, { cursor }, did);
  } else if (next !== undefined) {
    await moveSweep(tx, sweep, { cursor: null, phase: next }, did);
  } else {
    await moveSweep(tx, sweep, { cursor: null, state: 'done', finishedAt: clockNow }, did);
    const done = await tx.lifecycleSweep.findUniqueOrThrow({ where: { id: sweepId } });
    // The timetable's sweeps find nothing to do most of the time; a log that says so each hour would hide the rest.
    const isNews = done.startedBy !== timetable || Object.keys(sweepCountsShape.parse(done.counts)).length > 0;
    if (isNews) told.push(sweepEvent('lifecycle.swept', done));
  }
  await record(tx, told, { actor, now: sweep.at }); // last: it locks the end of the chain
}

/** Steps over the one Site that the database refuses; the log names it, and the next sweep tries it again. */
async function passOver(tx: Tx, sweepId: string): Promise<void> {
  const sweep = await lockSweep(tx, sweepId);
  if (sweep?.state !== 'running' || sweep.phase !== 'sites') return;
  const { settings } = await readSettings(tx);
  const { through } = await readLifecycleFacts(tx, { after: sweep.cursor, limit: 1, now: sweep.at, settings, lookFor: 'actions' });
  if (through !== null) await moveSweep(tx, sweep, { cursor: through }, { passed_over: 1 });
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
