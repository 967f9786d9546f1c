import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

/** Of which Sites somebody sees how they are retired: what `retirement.get` in the permission table says, as a filter. */
export function visibleRetirements(subject: Subject): Prisma.SiteWhereInput {
  if (subject.personId === null || judge('retirement.get', roleStandings(subject)).allowed) return {};
  return { OR: [{ ownerId: subject.personId }, { successorId: subject.personId }] };
}
