import { z } from 'zod';
import { roles } from '@/lib/domain/permissions';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

export const meShape = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  department: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Sites that one owns. */
  ownedSites: z.int(),
});

/** Whoever asks. */
export const getMe = query({
  name: 'me.get',
  input: z.strictObject({}),
  may: (actor) => judge('me.get', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, _input, _visible, { actor }) => {
    if (actor.personId === null) return null;
    const person = await prisma.person.findUniqueOrThrow({
      where: { id: actor.personId },
      select: { id: true, email: true, name: true, roles: true, department: { select: { id: true, name: true } } },
    });
    return { ...person, ownedSites: await prisma.site.count({ where: { ownerId: person.id, state: { not: 'retired' } } }) };
  },
});
