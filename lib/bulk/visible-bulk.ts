import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';

/** What somebody may see of all bulk actions: what `bulk.get` in the permission table says, as a filter. */
export function visibleBulk(subject: Subject): Prisma.BulkActionWhereInput {
  if (subject.personId === null || judge('bulk.get', roleStandings(subject)).allowed) return {};
  return { actorId: subject.personId };
}
