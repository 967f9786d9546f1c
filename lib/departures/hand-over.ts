import { endSuccession, handOver, quarantine } from '@/lib/domain/departure';
import type { DomainEvent } from '@/lib/domain/events';
import { isRefusal } from '@/lib/domain/refusal';
import { transferProposalSchema } from '@/lib/domain/request';
import { withdraw } from '@/lib/domain/request-decisions';
import type { SiteFacts } from '@/lib/domain/site';
import type { SiteOutcome } from '@/lib/domain/site-decisions';
import type { Tx } from '@/lib/db/client';
import { closeRequest } from '@/lib/requests/write';
import { loadSites, lockSites, type LoadedSite } from '@/lib/sites/load-site';
import { updateSites, type Made } from '@/lib/sites/write';
import { readLeftBehind, type Leavers } from './read-left-behind';
import { readReceivers, type Inheritance, type Receiver, type Receivers } from './read-receivers';
import { tellOfDepartures, type Departure } from './tell-of-departures';
import { addToHandovers, lockDepartures, type Arrival, type ReceivedItem } from './write';

/** Rows of one transaction: long enough to be quick, short enough to keep nobody waiting for one of them. */
const batchSize = 200;
const nobody = { personId: null, roles: [] };

/** What one batch did, and the events that tell of it, which the caller records. `next`: whose turn it is then; null: all are through. */
export type HandOverStep = { next: string | null; events: DomainEvent[]; handedOver: number; quarantined: number };

/**
 * One batch of what follows from departures: the Sites go to whoever takes them over or into quarantine, the successions of
 * who left end, offers to them are withdrawn, and once all of somebody's is done the receivers are told. What is done is no
 * longer found, so that it can be killed and repeated anywhere; two at once wait for each other.
 */
export async function handOverBatch(tx: Tx, leavers: Leavers, made: Made): Promise<HandOverStep> {
  const found = await readLeftBehind(tx, leavers, batchSize + 1);
  const next = found[batchSize]?.personId ?? null;
  const left = found.slice(0, batchSize);
  // Whoever was begun with is told of, though others may have done the rest in between.
  const begun = 'personId' in leavers ? leavers.personId : leavers.from;
  const personIds = [...new Set([...(begun === null ? [] : [begun]), ...left.map(({ personId }) => personId)])].sort();
  await lockDepartures(tx, personIds);
  const sites = await lockSites(tx, [...new Set(left.map(({ siteId }) => siteId))], nobody);
  const receivers = await readReceivers(tx, personIds, [...sites.values()].map(inheritanceOf), { hold: true });
  // Who was reactivated meanwhile keeps what is left.
  const departed = new Map([...receivers].flatMap(([id, each]) => (each.leaving.deactivatedAt === null ? [] : [[id, { ...each, since: each.leaving.deactivatedAt }] as const])));
  const siteIdsOf = (what: (typeof left)[number]['what']): string[] => [...new Set(left.flatMap((each) => (each.what === what && departed.has(each.personId) ? [each.siteId] : [])))];

  const given = await giveAway(tx, siteIdsOf('site').flatMap((id) => fateOf(sites.get(id), departed)), made);
  const ended = await endSuccessions(tx, siteIdsOf('succession'), departed, made);
  const withdrawn = await withdrawOffers(tx, siteIdsOf('offer'), departed, made.now);
  await tellOfDepartures(tx, [...departed.values()].filter(({ leaving }) => leaving.id !== next), made.now);
  return { ...given, next, events: [...given.events, ...ended, ...withdrawn] };
}

type Departed = ReadonlyMap<string, Departure & Pick<Receivers, 'receiverFor'>>;
type Fate = Departure & { loaded: LoadedSite; receiver: Receiver | null };

function inheritanceOf({ site }: LoadedSite): Inheritance {
  return { acceptedSuccessorId: site.successorAcceptedAt === null ? null : (site.successor?.id ?? null), departmentId: site.department?.id ?? null };
}

/** Where a Site goes; nowhere, if it has gone another way by the time that it is locked. */
function fateOf(loaded: LoadedSite | undefined, departed: Departed): Fate[] {
  const departure = departed.get(loaded?.site.owner?.id ?? '');
  if (loaded === undefined || departure === undefined || loaded.site.state === 'retired' || loaded.site.quarantine !== null) return [];
  const { leaving, since, receiverFor } = departure;
  return [{ leaving, since, loaded, receiver: receiverFor(inheritanceOf(loaded)) }];
}

async function giveAway(tx: Tx, fates: readonly Fate[], made: Made): Promise<Omit<HandOverStep, 'next'>> {
  const outcomes = fates.map(({ leaving, loaded: { site }, receiver }) =>
    legal(
      receiver === null
        ? quarantine({ site }, { reason: 'owner_departed' }, made.now)
        : handOver({ site, to: receiver.to }, { why: receiver.why, reason: `${leaving.name} left.` }),
    ),
  );
  await change(tx, fates.map(({ loaded }) => loaded.site), outcomes, made);
  await addToHandovers(tx, arrivalsOf(fates), made.now);
  const quarantined = fates.filter(({ receiver }) => receiver === null).length;
  return { events: outcomes.flatMap(({ events }) => events), handedOver: fates.length - quarantined, quarantined };
}

/** What the query found is what the rules allow; anything else is a mistake here, and no reason to go round for ever. */
function legal<Outcome extends SiteOutcome>(outcome: Outcome | { refused: true; reason: string }): Outcome {
  if ('refused' in outcome) throw new TypeError(`a departure was refused: ${outcome.reason}`);
  return outcome;
}

async function change(tx: Tx, sites: readonly SiteFacts[], outcomes: readonly SiteOutcome[], made: Made): Promise<void> {
  if (sites.length > 0) await updateSites(tx, sites.map((site, at) => ({ base: site, patch: outcomes[at]?.patch ?? {} })), made);
}

function arrivalsOf(fates: readonly Fate[]): Arrival[] {
  const found = new Map<string, Omit<Arrival, 'items'> & { items: ReceivedItem[] }>();
  for (const { leaving, since, loaded, receiver } of fates) {
    if (receiver === null) continue;
    const key = `${leaving.id} ${receiver.to.id}`;
    const arrival = found.get(key) ?? { fromId: leaving.id, toId: receiver.to.id, since, items: [] };
    // One that is on its way out comes along for whoever has to see it through; there is nothing to decide.
    arrival.items.push({ siteId: loaded.site.id, why: receiver.why, answer: loaded.site.state === 'retiring' ? 'retiring' : 'waiting' });
    found.set(key, arrival);
  }
  return [...found.values()];
}

async function endSuccessions(tx: Tx, siteIds: readonly string[], departed: Departed, made: Made): Promise<DomainEvent[]> {
  if (siteIds.length === 0) return [];
  // As they are now: one of them may just have been given away.
  const loaded = await loadSites(tx, siteIds, nobody);
  const ending = [...loaded.values()].flatMap(({ site }) => {
    const leaving = departed.get(site.successor?.id ?? '')?.leaving;
    return leaving === undefined || site.state === 'retired' ? [] : [{ site, leaving }];
  });
  const outcomes = ending.map(endSuccession);
  await change(tx, ending.map(({ site }) => site), outcomes, made);
  return outcomes.flatMap(({ events }) => events);
}

/** Withdraws transfers that were offered to who left; nobody else can answer them. */
async function withdrawOffers(tx: Tx, siteIds: readonly string[], departed: Departed, now: Date): Promise<DomainEvent[]> {
  if (siteIds.length === 0) return [];
  const loaded = await loadSites(tx, siteIds, nobody);
  const offers = await tx.request.findMany({
    where: { kind: 'transfer', proposedOwnerId: { in: [...departed.keys()] }, state: { in: ['pending', 'changes_requested'] }, siteId: { in: [...siteIds] } },
    orderBy: { siteId: 'asc' },
  });
  const events: DomainEvent[] = [];
  for (const { id, siteId, proposedOwnerId, state, revision, requesterId, proposal } of offers) {
    const site = loaded.get(siteId)?.site;
    const leaving = departed.get(proposedOwnerId ?? '')?.leaving;
    if (site === undefined || leaving === undefined) continue;
    const request = { id, kind: 'transfer', state, revision, requesterId, decidedBy: null, proposal: transferProposalSchema.parse(proposal) } as const;
    const outcome = withdraw({ site, request }, { note: `${leaving.name} left.` });
    if (isRefusal(outcome)) continue;
    await closeRequest(tx, request, 'withdrawn', now);
    events.push(...outcome.events);
  }
  return events;
}
