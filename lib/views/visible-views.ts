import type { Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

/** One's own views and the shared ones. The system has none of its own. */
export function visibleViews({ personId }: Subject): Prisma.SavedViewWhereInput {
  return personId === null ? { isShared: true } : { OR: [{ ownerId: personId }, { isShared: true }] };
}
