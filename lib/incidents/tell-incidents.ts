import type { DomainEvent } from '@/lib/domain/events';
import { incidentEvent } from '@/lib/domain/drift-incident';
import { disableByPolicy } from '@/lib/domain/policy-disabling';
import { isRefusal } from '@/lib/domain/refusal';
import { audienceOf, type SitePatch } from '@/lib/domain/site-decisions';
import type { SiteFacts } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';
import { demandChanges } from '@/lib/enforcement/demand-changes';
import { readDemandsInForce } from '@/lib/enforcement/read-demands';
import type { Actor } from '@/lib/gate/actor';
import { notify } from '@/lib/notifications/write';
import { judgeChanges } from '@/lib/policies/judge-change';
import { failuresIn, tellOfFailures } from '@/lib/policies/report-failures';
import { lockSites } from '@/lib/sites/load-site';
import { updateSites } from '@/lib/sites/write';
import { incidentNotices } from './incident-notices';
import { incidentFactsInclude, toIncidentFacts } from './incident-row';
import { noteTold } from './write';

type Context = { now: Date; actor: Actor };

/**
 * Tells of the next incidents that began or ended: each in the log, new ones to the admins and reviewers as well. A new one
 * asks the platform for what was approved, where nothing asks for it yet, and policies may disable its Site. Sites are
 * locked in the order of their ids and their incidents read under the lock, so that each is told once.
 */
export async function tellIncidents(tx: Tx, context: Context, size: number): Promise<{ found: number; events: DomainEvent[] }> {
  const { now, actor } = context;
  const siteIds = await sitesToTellOf(tx, size);
  if (siteIds.length === 0) return { found: 0, events: [] };
  const sites = await lockSites(tx, siteIds, actor);
  const rows = await tx.driftIncident.findMany({ where: { siteId: { in: siteIds }, OR: untold }, include: incidentFactsInclude, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] });
  const begun = rows.filter(({ toldAt }) => toldAt === null);
  const open = begun.flatMap((row) => {
    const site = sites.get(row.siteId)?.site;
    return row.closedAt !== null || site === undefined ? [] : [{ id: row.id, title: site.title, audience: site.audience.mode, observedMode: row.observedMode, site }];
  });
  await noteTold(tx, rows.map(({ id }) => id), now);
  await notify(tx, incidentNotices(open, await listGoverning(tx)), now);
  await askForApproved(tx, open.map(({ site }) => site), context);
  const disabled = await disable(tx, open.map(({ site }) => site), context);
  const ended = rows.filter(({ closedAt }) => closedAt !== null);
  const events = [
    ...begun.map((row) => incidentEvent('incident.opened', { ...toIncidentFacts(row), ending: null })),
    ...ended.map((row) => incidentEvent('incident.closed', toIncidentFacts(row))),
    ...disabled,
  ];
  return { found: siteIds.length, events };
}

const untold = [{ toldAt: null }, { closedAt: { not: null }, endToldAt: null }];

async function sitesToTellOf(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.driftIncident.findMany({ where: { OR: untold }, distinct: ['siteId'], orderBy: { siteId: 'asc' }, take: limit, select: { siteId: true } });
  return rows.map(({ siteId }) => siteId);
}

/** Those who are alarmed: they can do something about it, or decide. */
async function listGoverning(tx: Tx): Promise<string[]> {
  const people = await tx.person.findMany({ where: { deactivatedAt: null, roles: { hasSome: ['admin', 'reviewer'] } }, select: { id: true }, orderBy: { id: 'asc' } });
  return people.map(({ id }) => id);
}

/** The task for whoever works on the platform; what is asked for already stays as it is. */
async function askForApproved(tx: Tx, sites: readonly SiteFacts[], { now, actor }: Context): Promise<void> {
  const demands = await readDemandsInForce(tx, sites.map(({ id }) => id), true);
  const asked = new Set(demands.flatMap(({ site, aspect, state }) => (aspect === 'access' && state !== 'confirmed' ? site.id : [])));
  const changes = sites.filter(({ id }) => !asked.has(id)).map((site) => ({ base: site, patch: { audience: audienceOf(site) } }));
  await demandChanges(tx, changes, { by: actor.name, now });
}

async function disable(tx: Tx, sites: readonly SiteFacts[], { now, actor }: Context): Promise<DomainEvent[]> {
  const changes: { base: SiteFacts; patch: SitePatch }[] = [];
  const events: DomainEvent[] = [];
  const said = await judgeChanges(tx, new Map(sites.map(({ id }) => [id, { trigger: 'drift' }])), null, now);
  for (const site of sites) {
    const reasons = said.get(site.id)?.disable ?? [];
    const outcome = reasons.length === 0 ? null : disableByPolicy(site, reasons, now);
    // What is closed already, or on its way out, is left to whoever closed it.
    if (outcome === null || isRefusal(outcome)) continue;
    changes.push({ base: site, patch: outcome.patch });
    events.push(...outcome.events);
  }
  if (changes.length > 0) await updateSites(tx, changes, { now, actor });
  return [...events, ...(await tellOfFailures(tx, [...said.values()].flatMap(failuresIn), now))];
}
