import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';

export const groupView = z.object({
  id: z.uuid(),
  name: z.string(),
  externalId: z.string().nullable(),
  /** Active people in the group, through nested groups too. */
  size: z.int(),
});
export type GroupView = z.infer<typeof groupView>;
export const groupListShape = z.object({ items: z.array(groupView), next: z.string().nullable() });

/** Groups by name, with how many people they let in. */
export const listGroups = query({
  name: 'group.list',
  input: z.strictObject({ q: z.string().max(200).regex(/^[^\0]*$/).optional(), ...pageSchema }),
  may: (actor) => judge('group.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { limit, cursor: cursorText, q = '' }) => {
    const binding = cursorBinding('groups', q);
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const pattern = `%${q.trim().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
    const [name, id] = cursor === null ? [null, null] : [String(cursor.keys[0]), String(cursor.keys[1])];
    const rows = await prisma.$queryRaw<{ id: string; name: string; external_id: string | null; size: number }[]>`
      SELECT g.id::text, g.name, g.external_id, (
        WITH RECURSIVE reached (id) AS (
          SELECT g.id UNION SELECT n.child_id FROM group_nesting n JOIN reached r ON n.parent_id = r.id
        )
        SELECT count(DISTINCT m.person_id)::int FROM group_member m
          JOIN person p ON p.id = m.person_id AND p.deactivated_at IS NULL
         WHERE m.group_id IN (SELECT reached.id FROM reached)
      ) AS size
      FROM people_group g
      WHERE g.name ILIKE ${pattern}
        AND (${name}::text IS NULL OR (g.name, g.id::text) > (${name}::text, ${id}::text))
      ORDER BY g.name, g.id::text LIMIT ${limit + 1}`;
    const items = rows.slice(0, limit).map((row): GroupView => ({ id: row.id, name: row.name, externalId: row.external_id, size: row.size }));
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.name, last.id], backward: false }) : null;
    return { items, next };
  },
});
