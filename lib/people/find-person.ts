import type { PersonRef } from '@/lib/domain/site';
import type { Reader } from '@/lib/db/client';

/** A person by id, or null. */
export async function findPerson(db: Reader, id: string): Promise<PersonRef | null> {
  const row = await db.person.findUnique({ where: { id }, select: { id: true, name: true, email: true, deactivatedAt: true } });
  return row === null ? null : { id: row.id, name: row.name, email: row.email, active: row.deactivatedAt === null };
}
