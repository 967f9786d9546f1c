import type { HandoverAnswer } from '@/lib/domain/handover';
import type { PersonRef } from '@/lib/domain/site';
import type { Subject } from '@/lib/domain/verdict';
import type { Tx } from '@/lib/db/client';
import { holdPeople } from '@/lib/people/hold-people';
import { lockSites, type LoadedSite } from '@/lib/sites/load-site';
import { lockDepartures, lockHandover } from './write';

/** Sites that one answer decides on at most; what is more goes on in the next. */
export const answersAtOnce = 200;

export type LoadedHandover = {
  id: string;
  from: { id: string; name: string; deactivatedAt: Date | null };
  toId: string;
  receiverName: string;
  madeAt: Date;
  /** In the order in which they are decided. */
  siteIds: readonly string[];
  /** Where an answer about all Sites goes on; null: these are the last. */
  next: string | null;
  sites: ReadonlyMap<string, LoadedSite>;
  answers: ReadonlyMap<string, HandoverAnswer>;
  people: ReadonlyMap<string, PersonRef>;
};

type Asked = { handoverId: string; after?: string | undefined; answers?: readonly { siteId: string }[] | undefined; people: readonly string[] };

/** Locks a handover with the Sites that an answer is about: departure, Sites, handover, people, as whoever hands over does. */
export async function lockHandoverSites(tx: Tx, { handoverId, after, answers, people }: Asked, actor: Subject): Promise<LoadedHandover | null> {
  const found = await tx.handover.findUnique({
    where: { id: handoverId },
    include: { from: { select: { id: true, name: true, deactivatedAt: true } }, to: { select: { name: true } } },
  });
  if (found === null) return null;
  await lockDepartures(tx, [found.fromId]);
  const waiting = answers === undefined ? await nextWaiting(tx, found, after ?? null) : [];
  const siteIds = answers?.map(({ siteId }) => siteId) ?? waiting.slice(0, answersAtOnce);
  const sites = await lockSites(tx, siteIds, actor);
  await lockHandover(tx, handoverId);
  const items = await tx.handoverItem.findMany({ where: { handoverId, siteId: { in: [...siteIds] } }, select: { siteId: true, answer: true } });
  return {
    id: found.id,
    from: found.from,
    toId: found.toId,
    receiverName: found.to.name,
    madeAt: found.madeAt,
    siteIds,
    next: waiting.length > answersAtOnce ? (siteIds.at(-1) ?? null) : null,
    sites,
    answers: new Map(items.map(({ siteId, answer }) => [siteId, answer])),
    people: await holdPeople(tx, people),
  };
}

/** One more than an answer takes, to tell whether there are more. Those whose Site went another way are left out. */
async function nextWaiting(tx: Tx, { id, toId }: { id: string; toId: string }, after: string | null): Promise<string[]> {
  const rows = await tx.handoverItem.findMany({
    where: { handoverId: id, answer: 'waiting', ...(after === null ? {} : { siteId: { gt: after } }), site: { ownerId: toId, state: { notIn: ['retiring', 'retired'] } } },
    orderBy: { siteId: 'asc' },
    take: answersAtOnce + 1,
    select: { siteId: true },
  });
  return rows.map(({ siteId }) => siteId);
}
