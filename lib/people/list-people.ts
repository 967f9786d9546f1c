import { z } from 'zod';
import { roles } from '@/lib/domain/permissions';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Prisma } from '@/lib/db/generated/client';
import { cursorBinding, readCursor, writeCursor } from '@/lib/gate/cursor';
import { pageSchema } from '@/lib/gate/page';
import { query } from '@/lib/gate/query';

export const personView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  title: z.string().nullable(),
  department: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  active: z.boolean(),
  /** Null for those who don't govern the workspace. */
  roles: z.array(z.enum(roles)).nullable(),
  manager: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  lastSignedInAt: z.iso.datetime().nullable(),
});
export type PersonView = z.infer<typeof personView>;
export const peopleListShape = z.object({ items: z.array(personView), next: z.string().nullable() });

type PeopleVisibility = { where: Prisma.PersonWhereInput; governs: boolean };

/** Members find each other, to name an owner or a successor; who has which role is for those who govern. */
function visiblePeople(subject: Subject): PeopleVisibility {
  const governs = judge('audit.list', roleStandings(subject)).allowed;
  return { where: governs ? {} : { deactivatedAt: null }, governs };
}

/** People by name. */
export const listPeople = query({
  name: 'people.list',
  input: z.strictObject({
    q: z.string().max(200).regex(/^[^\0]*$/).optional(),
    active: z.enum(['true', 'false']).optional(),
    ...pageSchema,
  }),
  may: (actor) => judge('people.list', roleStandings(actor)),
  visible: visiblePeople,
  load: async ({ prisma }, { limit, cursor: cursorText, ...search }, { where, governs }) => {
    const binding = cursorBinding('people', search);
    const cursor = readCursor(cursorText, binding, ['text', 'uuid']);
    const conditions: Prisma.PersonWhereInput[] = [where];
    if (search.q !== undefined && search.q.trim() !== '') {
      const text = { contains: search.q.trim().replace(/[\\%_]/g, (letter) => `\\${letter}`), mode: 'insensitive' as const };
      conditions.push({ OR: [{ name: text }, { email: text }] });
    }
    if (search.active !== undefined) conditions.push({ deactivatedAt: search.active === 'true' ? null : { not: null } });
    if (cursor !== null) {
      const [name, id] = cursor.keys.map(String) as [string, string];
      conditions.push({ name: { gte: name }, OR: [{ name: { gt: name } }, { id: { gt: id } }] });
    }
    const rows = await prisma.person.findMany({
      where: { AND: conditions },
      include: { department: { select: { id: true, name: true } }, manager: { select: { id: true, name: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(
      (row): PersonView => ({
        id: row.id,
        name: row.name,
        email: row.email,
        title: row.title,
        department: row.department,
        active: row.deactivatedAt === null,
        roles: governs ? row.roles : null,
        manager: row.manager,
        lastSignedInAt: governs ? (row.lastSignedInAt?.toISOString() ?? null) : null,
      }),
    );
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? writeCursor(binding, { keys: [last.name, last.id], backward: false }) : null;
    return { items, next };
  },
});
