import { startOf, sweepInstant } from '@/lib/domain/sweep';
import { eventTypes, type EventType } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import type { Database } from '@/lib/db/client';
import { databaseClock } from '@/lib/db/database-clock';
import { inTransaction } from '@/lib/db/transaction';
import type { Actor } from '@/lib/gate/actor';
import { runCommand } from '@/lib/gate/command';
import { problemOfRefusal } from '@/lib/gate/problem';
import { foreseeDepartures } from '@/lib/departures/foresee-departures';
import { foreseePolicies } from '@/lib/policies/foresee-policies';
import { foreseeRetirements } from '@/lib/retirements/foresee-retirements';
import { readSettings } from '@/lib/settings/get-settings';
import { foreseeTerms } from '@/lib/terms/foresee-terms';
import { decideSweep } from './commands/decide-sweep';
import { beginSweep, runSweep } from './run-sweep';
import { closesSite, countOpenSites, dueSites } from './survey';
import { countedAs } from './sweep-sites';
import { lastSweptAt, openSweep, type SweepCounts, type SweepView } from './sweep-row';

/** What the shell prints of a sweep: lines for people, and a summary for programs. */
export type LifecycleReport = {
  lines: string[];
  summary: { at: string; state: SweepView['state'] | 'dry_run' | 'nothing_more'; counts: SweepCounts; wouldClose: number | null; openSites: number | null };
  /** Whether the sweep stopped and waits for a decision. */
  waits: boolean;
};

/** Lines that a report names Sites in; the rest are counted. */
const listed = 200;

/** Runs the sweep as of `at`, by default the present hour of the database, from the shell. */
export async function runLifecycle(db: Database, actor: Actor, { at, dryRun, approve }: { at: Date | undefined; dryRun: boolean; approve: boolean }): Promise<LifecycleReport> {
  const now = (await databaseClock(db))();
  const stopped = await openSweep(db.prisma);
  if (approve && stopped?.state === 'stopped') {
    await runCommand(decideSweep, { sweepId: stopped.id, decision: 'approve', reason: 'Approved from the shell.' }, actor, { db, now });
    const approved = await runSweep(db, stopped.id, { via: 'shell' });
    if (at === undefined || at.getTime() === stopped.at.getTime()) return reportOf(db, approved);
  }
  const instant = at ?? sweepInstant(now);
  return dryRun ? foresee(db, instant) : sweepAt(db, actor, instant, now);
}

/** One that was cut off is gone on with first; then it is the turn of the instant that was asked for. */
async function sweepAt(db: Database, actor: Actor, at: Date, now: Date): Promise<LifecycleReport> {
  for (;;) {
    const sweepId = await inTransaction(db, (tx) => beginSweep(tx, at, actor.name, now));
    if (sweepId === null) {
      return {
        lines: [`The sweep of ${at.toISOString()} has been run already. Nothing more to do.`],
        summary: { at: at.toISOString(), state: 'nothing_more', counts: {}, wouldClose: null, openSites: null },
        waits: false,
      };
    }
    const sweep = await runSweep(db, sweepId, { via: 'shell' });
    if (sweep.at === at.toISOString() || sweep.state !== 'done') return reportOf(db, sweep);
  }
}

async function reportOf(db: Database, sweep: SweepView): Promise<LifecycleReport> {
  const { at, state, counts, wouldClose, openSites } = sweep;
  const summary = { at, state, counts, wouldClose, openSites };
  if (state === 'stopped') {
    const share = Math.round(((wouldClose ?? 0) / Math.max(1, openSites ?? 0)) * 100);
    return {
      lines: [
        `${at}: stopped. It would close ${String(wouldClose)} of ${String(openSites)} open Sites (${share}%), more than the settings allow without asking. Nothing was closed.`,
        'See them with --dry-run, then let it go on with --approve, or decide under Lifecycle.',
      ],
      summary,
      waits: true,
    };
  }
  const where = { at: new Date(at), correlationId: sweep.id, siteId: { not: null } };
  const [events, total] = await Promise.all([
    db.prisma.auditEvent.findMany({ where, orderBy: { seq: 'asc' }, take: listed, select: { type: true, body: true } }),
    db.prisma.auditEvent.count({ where }),
  ]);
  const told = events.map(({ type, body }) => {
    const { site, reason } = JSON.parse(body) as { site: { slug: string; title: string }; reason: string | null };
    return `${eventTypes[type as EventType]}: ${site.title} (${site.slug})${reason === null ? '' : `. ${reason}`}`;
  });
  return { lines: [...told, ...(total > listed ? [`and ${total - listed} more`] : []), `${at}: ${state}. ${wordsOf(counts)}`], summary, waits: false };
}

/** What the sweep as of an instant would do, by the same rules and without touching anything. */
async function foresee(db: Database, at: Date): Promise<LifecycleReport> {
  const open = await openSweep(db.prisma);
  const start = startOf({ open: open === null ? null : { id: open.id, at: open.at, state: 'running' }, lastAt: await lastSweptAt(db.prisma) }, at);
  if (isRefusal(start)) throw problemOfRefusal(start);
  const { settings } = await readSettings(db.prisma);
  const lines: string[] = [];
  const counts: SweepCounts = {};
  let wouldClose = 0;
  const foreseen = (what: string, line: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
    if (lines.length < listed) lines.push(line);
  };
  for (const { slug, title, owner } of await foreseeDepartures(db.prisma, at)) foreseen('handed_over_or_quarantined', `would hand over: ${title} (${slug}), whose owner ${owner} has left`);
  for await (const { slug, title, action } of dueSites(db.prisma, { now: at, settings })) {
    const what = countedAs(action);
    if (closesSite(action)) wouldClose += 1;
    foreseen(what, `would have ${what.replaceAll('_', ' ')}: ${title} (${slug}). ${action.note}`);
  }
  for await (const { slug, title, what } of foreseeRetirements(db.prisma, { now: at, settings })) foreseen('retirement_steps', `would have ${what}: ${title} (${slug})`);
  for await (const { slug, title, note } of foreseePolicies(db, at)) {
    wouldClose += 1;
    foreseen('disabled_policy', `would have disabled by a policy: ${title} (${slug}). ${note}`);
  }
  for (const { slug, title } of await foreseeTerms(db.prisma, at)) foreseen('terms_ended', `would have ended the widening of: ${title} (${slug})`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const openSites = await countOpenSites(db.prisma);
  return {
    lines: [...lines, ...(total > listed ? [`and ${total - listed} more`] : []), `${at.toISOString()}: dry run. ${wordsOf(counts)} ${wouldClose} of ${openSites} open Sites would be closed.`],
    summary: { at: at.toISOString(), state: 'dry_run', counts, wouldClose, openSites },
    waits: false,
  };
}

function wordsOf(counts: SweepCounts): string {
  const words = Object.entries(counts).map(([what, count]) => `${count} ${what.replaceAll('_', ' ')}`);
  return words.length === 0 ? 'Nothing to do.' : `${words.join(', ')}.`;
}
