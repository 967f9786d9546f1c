import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { readPlaces, tiedByStages } from './read-places';

/** What somebody may see of all requests: everything, or what they have a part in. */
export type VisibleRequests = { everything: boolean; subject: Subject };

/** What `request.get` in the permission table says by role. */
export function visibleRequests(subject: Subject): VisibleRequests {
  return { everything: subject.personId === null || judge('request.get', roleStandings(subject)).allowed, subject };
}

/** The same as a filter: one's own, those about one's Sites, those one is offered, and those whose stages ask or asked one, or that one has answered or commented on. */
export async function whereVisible(db: Reader, { everything, subject }: VisibleRequests, now: Date): Promise<Prisma.RequestWhereInput> {
  if (everything) return {};
  const places = await readPlaces(db, subject, now);
  if (places === null) return { id: { in: [] } };
  const me = places.personId;
  return { OR: [{ requesterId: me }, { proposedOwnerId: me }, { site: { ownerId: me } }, tiedByStages(places)] };
}
