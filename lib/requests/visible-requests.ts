import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

/** What somebody may see of all requests: what `request.get` in the permission table says, as a filter. */
export function visibleRequests(subject: Subject): Prisma.RequestWhereInput {
  if (subject.personId === null || judge('request.get', roleStandings(subject)).allowed) return {};
  const me = subject.personId;
  return { OR: [{ requesterId: me }, { proposedOwnerId: me }, { site: { ownerId: me } }] };
}
