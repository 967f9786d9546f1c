import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** The condition of the index on the few who govern, word for word: with it a statement looks at them and not at everybody. */
export const fewWhoGovern = Prisma.sql`roles && '{reviewer,admin}'::"Role"[]`;

/** The ids of the admins of today, for statements to read from. */
export const adminsNow = Prisma.sql`(SELECT id FROM person WHERE deactivated_at IS NULL AND ${fewWhoGovern} AND 'admin' = ANY (roles))`;

/** The admins of today: who is told what concerns the workspace, and whom every audience includes. */
export async function listAdminIds(db: Reader): Promise<string[]> {
  const admins = await db.$queryRaw<{ id: string }[]>`SELECT a.id::text FROM ${adminsNow} a ORDER BY a.id`;
  return admins.map(({ id }) => id);
}
