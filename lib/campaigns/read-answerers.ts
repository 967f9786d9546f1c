import type { AnswererReason } from '@/lib/domain/campaign';
import type { Reader } from '@/lib/db/client';

export type Answerer = { id: string; name: string; why: AnswererReason };

/**
 * Who is asked about each of some Sites: the owner, else the successor who agreed, else the nearest manager of the owner
 * who is still there. A Site that is not in the answer has nobody; the admins are asked. Managers in a circle end it.
 */
export async function readAnswerers(db: Reader, siteIds: readonly string[]): Promise<Map<string, Answerer>> {
  if (siteIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(Answerer & { siteId: string })[]>`
    WITH RECURSIVE asked AS (
      SELECT s.id, s.owner_id, s.successor_id, s.successor_accepted_at FROM site s WHERE s.id = ANY (${[...siteIds]}::uuid[])
    ), above (owner_id, person_id, passed) AS (
      SELECT p.id, p.manager_id, ARRAY[p.id] FROM person p
       WHERE p.id IN (SELECT owner_id FROM asked) AND p.deactivated_at IS NOT NULL AND p.manager_id IS NOT NULL
      UNION ALL
      SELECT a.owner_id, p.manager_id, a.passed || p.id FROM above a JOIN person p ON p.id = a.person_id
       WHERE p.deactivated_at IS NOT NULL AND p.manager_id IS NOT NULL AND NOT p.manager_id = ANY (a.passed || p.id)
    ), candidate AS (
      SELECT id, owner_id AS person_id, 1 AS rank, 0 AS distance, 'owner' AS why FROM asked WHERE owner_id IS NOT NULL
      UNION ALL
      SELECT id, successor_id, 2, 0, 'successor' FROM asked WHERE successor_id IS NOT NULL AND successor_accepted_at IS NOT NULL
      UNION ALL
      SELECT asked.id, a.person_id, 3, cardinality(a.passed), 'manager' FROM asked JOIN above a ON a.owner_id = asked.owner_id
    )
    SELECT DISTINCT ON (c.id) c.id::text AS "siteId", p.id::text, p.name, c.why
      FROM candidate c JOIN person p ON p.id = c.person_id AND p.deactivated_at IS NULL
     ORDER BY c.id, c.rank, c.distance`;
  return new Map(rows.map(({ siteId, ...answerer }) => [siteId, answerer]));
}
