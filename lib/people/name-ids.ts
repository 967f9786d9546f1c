import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';

const ids = z.array(z.uuid()).max(10_000);

/** The names of active people and of groups by id, for whoever has chosen them before; who has left or is unknown is left out. */
export const nameIds = query({
  name: 'people.list',
  input: z.strictObject({ people: ids, groups: ids }),
  may: (actor) => judge('people.list', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { people, groups }): Promise<{ id: string; name: string }[]> => {
    const select = { id: true, name: true } as const;
    return [
      ...(await prisma.person.findMany({ where: { id: { in: people }, deactivatedAt: null }, select })),
      ...(await prisma.group.findMany({ where: { id: { in: groups } }, select })),
    ];
  },
});
