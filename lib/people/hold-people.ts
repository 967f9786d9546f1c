import type { PersonRef } from '@/lib/domain/site';
import type { Tx } from '@/lib/db/client';

/** People who are to be given Sites, by id; they can't leave before the transaction ends. */
export async function holdPeople(tx: Tx, ids: readonly string[]): Promise<Map<string, PersonRef>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<PersonRef[]>`
    SELECT id::text, name, email, deactivated_at IS NULL AS active FROM person WHERE id = ANY (${[...new Set(ids)]}::uuid[]) ORDER BY id FOR SHARE`;
  return new Map(rows.map((row) => [row.id, row]));
}
