import type { Reader } from '@/lib/db/client';

/** How many active people each group lets in, nested groups included, by their department; null for those without one. */
export async function readGroupSizes(db: Reader, groupIds: readonly string[]): Promise<Map<string, Map<string | null, number>>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; departmentId: string | null; people: number }[]>`
    WITH RECURSIVE reached (root_id, group_id) AS (
      SELECT g, g FROM unnest(${[...groupIds]}::uuid[]) AS g
      UNION
      SELECT r.root_id, n.child_id FROM reached r JOIN group_nesting n ON n.parent_id = r.group_id
    )
    SELECT r.root_id::text AS id, p.department_id::text AS "departmentId", count(DISTINCT p.id)::int AS people
      FROM reached r JOIN group_member m ON m.group_id = r.group_id JOIN person p ON p.id = m.person_id AND p.deactivated_at IS NULL
     GROUP BY 1, 2`;
  const sizes = new Map<string, Map<string | null, number>>();
  for (const { id, departmentId, people } of rows) sizes.set(id, (sizes.get(id) ?? new Map<string | null, number>()).set(departmentId, people));
  return sizes;
}
