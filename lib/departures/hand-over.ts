import { endSuccession, handOver, quarantine } from '@/lib/domain/departure';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import { transferProposalSchema } from '@/lib/domain/request';
import { withdraw } from '@/lib/domain/request-decisions';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { closeRequest } from '@/lib/requests/write';
import { lockSites, type LoadedSite } from '@/lib/sites/load-site';
import { updateSites, type Made } from '@/lib/sites/write';
import { readReceivers, type Inheritance, type Leaving, type Receiver } from './read-receivers';
import { tellOfDeparture } from './tell-of-departure';
import { addToHandover, lockDeparture, type ReceivedItem } from './write';

/** Rows of one transaction: long enough to be quick, short enough to keep nobody waiting for one of them. */
const batchSize = 200;
const nobody = { personId: null, roles: [] };

/** What one batch did, and the events that tell of it, which the caller records. `more`: there may be more to do. */
export type HandOverStep = { more: boolean; events: DomainEvent[]; handedOver: number; quarantined: number };
const nothing = { events: [], handedOver: 0, quarantined: 0 };

/**
 * One batch of what follows from a departure: first the Sites go to whoever takes them over or into quarantine, then the
 * successions of who left end, then offers to them are withdrawn, and at last the receivers are told. What is done is
 * no longer found, so that it can be killed and repeated anywhere; two at once wait for each other.
 */
export async function handOverBatch(tx: Tx, personId: string, made: Made): Promise<HandOverStep> {
  await lockDeparture(tx, personId);
  const owned = await lockSites(tx, await ownedSites(tx, personId), nobody);
  const sites = [...owned.values()].filter(({ site }) => site.owner?.id === personId && site.state !== 'retired' && site.quarantine === null);
  const receivers = await readReceivers(tx, personId, sites.map(inheritanceOf), { hold: true });
  const since = receivers?.leaving.deactivatedAt ?? null;
  // Reactivated meanwhile: nothing more is taken from them.
  if (receivers === null || since === null) return { more: false, ...nothing };
  const { leaving } = receivers;
  if (owned.size > 0) return giveAway(tx, leaving, since, sites.map((loaded) => ({ loaded, receiver: receivers.receiverFor(inheritanceOf(loaded)) })), made);
  const events = (await endSuccessions(tx, leaving, made)) ?? (await withdrawOffers(tx, leaving, made.now));
  if (events !== null) return { ...nothing, more: true, events };
  await tellOfDeparture(tx, leaving, since, made.now);
  return { more: false, ...nothing };
}

function inheritanceOf({ site }: LoadedSite): Inheritance {
  return { acceptedSuccessorId: site.successorAcceptedAt === null ? null : (site.successor?.id ?? null), departmentId: site.department?.id ?? null };
}

async function ownedSites(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.site.findMany({
    where: { ownerId: personId, state: { not: 'retired' }, quarantinedAt: null },
    orderBy: { id: 'asc' },
    take: batchSize,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

type Fate = { loaded: LoadedSite; receiver: Receiver | null };

async function giveAway(tx: Tx, leaving: Leaving, since: Date, fates: readonly Fate[], made: Made): Promise<HandOverStep> {
  const outcomes = fates.map(({ loaded: { site }, receiver }) =>
    legal(
      receiver === null
        ? quarantine({ site }, { reason: 'owner_departed' }, made.now)
        : handOver({ site, to: receiver.to }, { why: receiver.why, reason: `${leaving.name} left.` }),
    ),
  );
  await updateSites(tx, fates.map(({ loaded }, at) => ({ base: loaded.site, patch: outcomes[at]?.patch ?? {} })), made);
  for (const [toId, items] of byReceiver(fates)) await addToHandover(tx, { fromId: leaving.id, toId, since }, items, made.now);
  const quarantined = fates.filter(({ receiver }) => receiver === null).length;
  return { more: true, events: outcomes.flatMap(({ events }) => events), handedOver: fates.length - quarantined, quarantined };
}

/** What the query found is what the rules allow; anything else is a mistake here, and no reason to go round for ever. */
function legal<Outcome extends SiteOutcome>(outcome: Outcome | { refused: true; reason: string }): Outcome {
  if ('refused' in outcome) throw new TypeError(`a departure was refused: ${outcome.reason}`);
  return outcome;
}

function byReceiver(fates: readonly Fate[]): Map<string, ReceivedItem[]> {
  const found = new Map<string, ReceivedItem[]>();
  for (const { loaded, receiver } of fates) {
    if (receiver === null) continue;
    // One that is on its way out comes along for whoever has to see it through; there is nothing to decide.
    const item: ReceivedItem = { siteId: loaded.site.id, why: receiver.why, answer: loaded.site.state === 'retiring' ? 'retiring' : 'waiting' };
    found.set(receiver.to.id, [...(found.get(receiver.to.id) ?? []), item]);
  }
  return found;
}

/** The events; null when there was nothing to end. */
async function endSuccessions(tx: Tx, leaving: Leaving, made: Made): Promise<DomainEvent[] | null> {
  const rows = await tx.site.findMany({ where: { successorId: leaving.id, state: { not: 'retired' } }, orderBy: { id: 'asc' }, take: batchSize, select: { id: true } });
  if (rows.length === 0) return null;
  const loaded = await lockSites(tx, rows.map(({ id }) => id), nobody);
  const sites = [...loaded.values()].map(({ site }) => site).filter(({ successor, state }) => successor?.id === leaving.id && state !== 'retired');
  const outcomes = sites.map((site) => endSuccession({ site, leaving }));
  if (sites.length > 0) await updateSites(tx, sites.map((site, at) => ({ base: site, patch: outcomes[at]?.patch ?? {} })), made);
  return outcomes.flatMap(({ events }) => events);
}

/** Withdraws transfers that were offered to who left; nobody else can answer them. Null when there was none. */
async function withdrawOffers(tx: Tx, leaving: Leaving, now: Date): Promise<DomainEvent[] | null> {
  const open = { kind: 'transfer', proposedOwnerId: leaving.id, state: { in: ['pending', 'changes_requested'] } } as const;
  const found = await tx.request.findMany({ where: { ...open, state: { in: [...open.state.in] } }, orderBy: { siteId: 'asc' }, take: batchSize, select: { siteId: true } });
  if (found.length === 0) return null;
  const siteIds = found.map(({ siteId }) => siteId);
  const loaded = await lockSites(tx, siteIds, nobody);
  const offers = await tx.request.findMany({ where: { ...open, state: { in: [...open.state.in] }, siteId: { in: siteIds } } });
  const events: DomainEvent[] = [];
  for (const { id, siteId, state, revision, requesterId, proposal } of offers) {
    const site = loaded.get(siteId)?.site;
    if (site === undefined) continue;
    const request = { id, kind: 'transfer', state, revision, requesterId, decidedBy: null, proposal: transferProposalSchema.parse(proposal) } as const;
    const outcome = withdraw({ site, request }, { note: `${leaving.name} left.` });
    if (isRefusal(outcome)) continue;
    await closeRequest(tx, request, 'withdrawn', now);
    events.push(...outcome.events);
  }
  return events;
}
