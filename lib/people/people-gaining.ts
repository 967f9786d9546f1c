import type { Audience } from '@/lib/domain/audience';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { listAdminIds } from './list-admin-ids';
import { resolveGroups } from './measure-audience';

/** A change of who may open a Site; its owner gets in before and after. */
export type AudienceChange = { before: Audience; after: Audience; ownerId: string | null };

/** The people who gain by a change, for other statements to read from: a set of ids, which never leaves the database. */
export async function peopleGaining(db: Reader, { before, after, ownerId }: AudienceChange): Promise<Prisma.Sql> {
  const [from, to] = [await resolveGroups(db, before, ownerId), await resolveGroups(db, after, ownerId)];
  const admins = await listAdminIds(db);
  return Prisma.sql`people_gaining(${from.everyone}, ${from.people}::uuid[], ${from.groups}::uuid[], ${to.everyone}, ${to.people}::uuid[], ${to.groups}::uuid[], ${admins}::uuid[])`;
}

/** The digest of a set of people `id`: the same people have the same. It tells sets apart and proves nothing. */
export const digestOfIds = Prisma.sql`md5(coalesce(string_agg(uuid_send(id), ''::bytea ORDER BY id), ''::bytea))`;

/** One digest of everybody who gains by a change. The whole workspace is whoever belongs to it: nobody is new there, and nobody is counted one by one. */
export async function digestGaining(db: Reader, change: AudienceChange): Promise<string> {
  if (change.after.mode === 'workspace_all') return 'workspace';
  const [row] = await db.$queryRaw<{ digest: string }[]>`SELECT ${digestOfIds} AS digest FROM ${await peopleGaining(db, change)} id`;
  return row?.digest ?? '';
}
