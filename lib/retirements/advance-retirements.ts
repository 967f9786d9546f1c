import { Prisma } from '@/lib/db/generated/client';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import { advanceRetirement, deletionReminder, endRetirement } from '@/lib/domain/retirement';
import { isQuiet } from '@/lib/domain/settings';
import type { Tx } from '@/lib/db/client';
import { demandEnforcement, withdrawDemands, type Demand } from '@/lib/enforcement/write';
import type { Actor } from '@/lib/gate/actor';
import type { StepContext, StepResult } from '@/lib/lifecycle/sweep-step';
import { lockSites } from '@/lib/sites/load-site';
import { readPlans, toPlan, type LoadedRetirement } from './load-retirement';
import { saveEnding } from './save-ending';
import { insertDeletionReminders, updateRetirement } from './write';

/** What the steps of one batch ask of others. */
type Batch = { events: DomainEvent[]; demands: Demand[]; reminders: { siteId: string; dueAt: Date; daysBefore: number }[]; did: Record<string, number> };

/**
 * Takes the next batch of retirements that are due as of `now` as far as they go: closes, holds and releases the clock,
 * asks for the deletion, ends what the platform's feed has shown to be deleted, reminds of deletions that come near. Sites
 * are locked in the order of their ids and looked at again under the lock: repeated, or twice at once, it does each once.
 */
export async function advanceRetirements(tx: Tx, { now, settings, actor }: StepContext, cursor: string | null, size: number): Promise<StepResult> {
  const siteIds = await dueSites(tx, { now, settings }, cursor, size);
  const batch: Batch = { events: [], demands: [], reminders: [], did: {} };
  if (siteIds.length > 0) {
    const sites = await lockSites(tx, siteIds, actor);
    const plans = await readPlans(tx, siteIds);
    const deleted = await deletedSites(tx, siteIds);
    for (const siteId of siteIds) {
      const loaded = sites.get(siteId);
      const row = plans.get(siteId);
      if (loaded !== undefined && row !== undefined) await advance(tx, { ...loaded, settings, plan: toPlan(row) }, batch, { now, actor, isDeleted: deleted.has(row.id) });
    }
    await demandEnforcement(tx, batch.demands, { by: actor.name, now, settings });
    const reminded = await insertDeletionReminders(tx, batch.reminders, now);
    if (reminded > 0) batch.did.reminded = reminded;
  }
  return { cursor: siteIds.length < size ? null : (siteIds.at(-1) ?? null), did: batch.did, events: batch.events };
}

const countedAs: Partial<Record<DomainEvent['type'], string>> = {
  'site.retirement_closed': 'retirement_closed',
  'site.retirement_held': 'retirement_held',
  'site.retirement_resumed': 'retirement_resumed',
  'site.deletion_begun': 'deletion_begun',
  'site.retired': 'retired',
};

async function advance(tx: Tx, first: LoadedRetirement, batch: Batch, { now, actor, isDeleted }: { now: Date; actor: Actor; isDeleted: boolean }): Promise<void> {
  let loaded = first;
  const { site, settings } = first;
  const count = (events: DomainEvent[]): void => {
    batch.events.push(...events);
    for (const { type } of events) batch.did[countedAs[type] ?? type] = (batch.did[countedAs[type] ?? type] ?? 0) + 1;
  };
  if (isDeleted) {
    const ending = endRetirement(loaded, { proof: 'feed' }, now);
    if (!isRefusal(ending)) {
      await saveEnding(tx, loaded, ending, { proof: 'feed', note: null, actor, now, settings });
      count(ending.events);
      return;
    }
  }
  for (;;) {
    const step = advanceRetirement(loaded, now);
    if (step === null || isRefusal(step)) break;
    await updateRetirement(tx, loaded.plan, step.plan);
    if (loaded.plan.state === 'deleting') await withdrawDemands(tx, [{ siteId: site.id, aspect: 'existence' }], now);
    const { endedAt: _none, ...patch } = step.plan;
    loaded = { ...loaded, plan: { ...loaded.plan, ...patch, revision: loaded.plan.revision + 1 } };
    if (step.plan.state === 'closed' && step.plan.closedAt !== undefined) batch.demands.push({ siteId: site.id, wish: { aspect: 'availability', open: false } });
    if (step.plan.state === 'deleting') batch.demands.push({ siteId: site.id, wish: { aspect: 'existence', exists: false } });
    count(step.events);
  }
  const daysBefore = site.state === 'retiring' ? deletionReminder(loaded.plan, settings, now) : null;
  if (daysBefore !== null) batch.reminders.push({ siteId: site.id, dueAt: loaded.plan.deletesAt, daysBefore });
}

/** The Sites whose retirement may have something to do, so that the others are not locked. */
async function dueSites(tx: Tx, { now, settings }: Pick<StepContext, 'now' | 'settings'>, cursor: string | null, size: number): Promise<string[]> {
  const farthest = Math.max(...settings.reminderDays);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.site_id::text AS id FROM retirement r JOIN site s ON s.id = r.site_id AND s.state = 'retiring'
     WHERE r.state IN ('notice', 'closed', 'deleting')
       ${cursor === null ? Prisma.empty : Prisma.sql`AND r.site_id > ${cursor}::uuid`}
       AND ((s.legal_hold_at IS NULL) <> (r.held_since IS NULL)
            OR (s.legal_hold_at IS NULL AND (
              (r.state = 'notice' AND r.closes_at <= ${now} AND NOT ${isQuiet(settings, now)})
              OR (r.state = 'closed' AND r.deletes_at <= ${now} AND NOT ${isQuiet(settings, now)})
              OR (r.state IN ('notice', 'closed') AND r.deletes_at <= ${now}::timestamptz + make_interval(days => ${farthest}::int)
                  AND NOT EXISTS (SELECT FROM reminder m WHERE m.site_id = r.site_id AND m.kind = 'deletion' AND m.due_at = r.deletes_at
                                     AND m.days_before = CASE WHEN r.deletes_at <= ${now} THEN 0 ELSE (
                                       SELECT min(d) FROM unnest(${settings.reminderDays}::int[]) d WHERE r.deletes_at <= ${now}::timestamptz + make_interval(days => d)) END))
              OR (r.state = 'deleting' AND EXISTS (SELECT FROM enforcement e WHERE e.site_id = r.site_id AND e.aspect = 'existence'
                                                     AND e.state = 'confirmed' AND e.proof = 'feed' AND e.requested_at >= r.began_at)))))
     ORDER BY r.site_id LIMIT ${size}`;
  return rows.map(({ id }) => id);
}

/** Of some Sites' retirements those whose deletion the platform's feed has shown. A person who says so types the slug instead. */
async function deletedSites(tx: Tx, siteIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT r.id::text FROM retirement r JOIN enforcement e ON e.site_id = r.site_id
     WHERE r.site_id = ANY (${[...siteIds]}::uuid[]) AND r.state = 'deleting'
       AND e.aspect = 'existence' AND e.state = 'confirmed' AND e.proof = 'feed' AND e.requested_at >= r.began_at`;
  return new Set(rows.map(({ id }) => id));
}
