import type { DomainEvent } from '@/lib/domain/events';
import { narrowedToOwner } from '@/lib/domain/re-review';
import { deadlineReached } from '@/lib/domain/request-deadlines';
import { siteSubject } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import type { StepContext, StepResult } from '@/lib/lifecycle/sweep-step';
import { notify } from '@/lib/notifications/write';
import { lockSites } from '@/lib/sites/load-site';
import { updateSite } from '@/lib/sites/write';
import { lostApprovalNotices } from './answer-notices';
import { dueRequests } from './due-requests';
import { lockRequest, type LoadedRequest } from './load-request';
import { planRequest, savePlan, type PlannedRequest } from './plan-request';
import { escalationNotices, reminderNotices, timeOutNotices } from './waiting-notices';
import { closeRequest, noteEscalation, noteReminder } from './write';

/** Each request is planned anew, which takes some statements. */
const requestsAtOnce = 50;

/**
 * Takes the next requests that wait on: reminds those who can answer, asks the alternates and the admins once it has waited
 * for long or too few are left, tells who asked and who approved that approvals no longer count, and lets it end where nobody answered in time.
 * Done twice it does nothing more.
 */
export async function sweepRequests(tx: Tx, context: StepContext, cursor: string | null, size: number): Promise<StepResult> {
  const batch = Math.min(size, requestsAtOnce);
  const due = await dueRequests(tx, context, cursor, batch);
  const events: DomainEvent[] = [];
  const did: Record<string, number> = {};
  if (due.length > 0) await lockSites(tx, due.map(({ siteId }) => siteId), context.actor);
  for (const { id } of due) {
    for (const event of await takeOn(tx, id, context)) {
      events.push(event);
      const counted = countedAs[event.type];
      if (counted !== undefined) did[counted] = (did[counted] ?? 0) + 1;
    }
  }
  return { cursor: due.length < batch ? null : (due.at(-1)?.id ?? null), did, events };
}

const countedAs: Partial<Record<DomainEvent['type'], string>> = {
  'request.reminded': 'requests_reminded',
  'request.escalated': 'requests_escalated',
  'request.timed_out': 'requests_timed_out',
};

async function takeOn(tx: Tx, requestId: string, context: StepContext): Promise<DomainEvent[]> {
  const { now, settings, actor } = context;
  const loaded = await lockRequest(tx, requestId, { actor, now });
  if (loaded === null || loaded.request.kind === 'transfer') return [];
  const waitsForOwner = loaded.request.kind === 're_review' && loaded.request.state === 'changes_requested';
  if (waitsForOwner && deadlineReached({ ...loaded, isShort: false }, settings, now).timesOut) return timeOut(tx, loaded, context);
  if (loaded.request.state !== 'pending') return [];
  const planned = await planAsOf(tx, loaded, loaded.escalatedAt, now);
  const isShort = planned.plan.stages.some(({ state, standIns, withinReach, approvals }) => state === 'open' && (standIns !== null || withinReach < approvals));
  const { timesOut, escalates, reminds } = deadlineReached({ ...loaded, isShort }, settings, now);
  if (timesOut) return timeOut(tx, loaded, context);
  await notify(tx, await lostApprovalNotices(tx, loaded), now);
  if (escalates) return escalate(tx, loaded, isShort, now);
  await savePlan(tx, requestId, planned, now);
  return reminds ? remind(tx, loaded, planned, now) : [];
}

function planAsOf(tx: Tx, { request, site, round }: LoadedRequest, escalatedAt: Date | null, now: Date): Promise<PlannedRequest> {
  return planRequest(tx, { ...request, siteId: site.id, ownerId: site.owner?.id ?? null, round, escalatedAt }, now);
}

/** No answer means no: nobody gets in, and an audience that was reviewed again is taken away. */
async function timeOut(tx: Tx, loaded: LoadedRequest, { now, actor }: StepContext): Promise<DomainEvent[]> {
  const { request, site } = loaded;
  // The request closes before the Site moves: an open one would move on with it.
  await closeRequest(tx, request, 'timed_out', now);
  const { patch, events } = request.kind === 're_review' ? narrowedToOwner(site, request, 'Nobody answered the re-review in time.') : { patch: {}, events: [] };
  if (Object.keys(patch).length > 0) await updateSite(tx, site, patch, { now, actor });
  await notify(tx, timeOutNotices(loaded), now);
  return [event('request.timed_out', loaded, {}), ...events];
}

/** From here on the alternates, or the admins where there are none, can answer too. */
async function escalate(tx: Tx, loaded: LoadedRequest, isShort: boolean, now: Date): Promise<DomainEvent[]> {
  await noteEscalation(tx, loaded.request.id, now);
  const planned = await planAsOf(tx, loaded, now, now);
  await savePlan(tx, loaded.request.id, planned, now);
  const notices = await escalationNotices(tx, loaded, planned, isShort);
  await notify(tx, notices, now);
  return [event('request.escalated', loaded, { told: notices.length, because: isShort ? 'too few are left to answer' : 'it waited for long' })];
}

async function remind(tx: Tx, loaded: LoadedRequest, planned: PlannedRequest, now: Date): Promise<DomainEvent[]> {
  await noteReminder(tx, loaded.request.id, now);
  const notices = await reminderNotices(tx, loaded, planned, now);
  await notify(tx, notices, now);
  return [event('request.reminded', loaded, { told: notices.length })];
}

function event(type: DomainEvent['type'], { site, request }: LoadedRequest, data: NonNullable<DomainEvent['data']>): DomainEvent {
  return { type, site: siteSubject(site), request: { id: request.id, kind: request.kind, revision: request.revision }, data };
}
