import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { argumentsOf, type ResolvedChange } from './resolve-change';

/** The people who gain by a change, for other statements to read from: a set of ids, which never leaves the database. */
export function peopleGaining(change: ResolvedChange): Prisma.Sql {
  return Prisma.sql`people_gaining(${argumentsOf(change)})`;
}

/** The digest of a set of people `id`: the same people have the same. It tells sets apart and proves nothing. */
export const digestOfIds = Prisma.sql`md5(coalesce(string_agg(uuid_send(id), ''::bytea ORDER BY id), ''::bytea))`;

/** One digest of everybody who gains by a change. The whole workspace is whoever belongs to it: nobody is new there, and nobody is counted one by one. */
export async function digestGaining(db: Reader, change: ResolvedChange): Promise<string> {
  if (change.to.everyone) return 'workspace';
  const [row] = await db.$queryRaw<{ digest: string }[]>`SELECT ${digestOfIds} AS digest FROM ${peopleGaining(change)} id`;
  return row?.digest ?? '';
}
