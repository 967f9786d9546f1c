import type { Reader } from '@/lib/db/client';

/** The admins of today: who is told what concerns the workspace, and whom every audience includes. */
export async function listAdminIds(db: Reader): Promise<string[]> {
  const admins = await db.person.findMany({ where: { deactivatedAt: null, roles: { has: 'admin' } }, select: { id: true }, orderBy: { id: 'asc' } });
  return admins.map(({ id }) => id);
}
