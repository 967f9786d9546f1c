import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { visibleRequests, whereVisible } from './visible-requests';

/** How the waiting requests are spread over those who have taken them on, the most first; without a name: nobody has. */
export type QueueLoad = { name: string | null; count: number }[];

/** Who works on what of the queue, as far as whoever looks may see it. A transfer waits for one person and is nobody's to take on. */
export const getQueueLoad = query({
  name: 'request.list',
  input: z.strictObject({}),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: visibleRequests,
  load: async ({ prisma }, _input, visible, { now }): Promise<QueueLoad> => {
    const where = { AND: [{ state: 'pending' as const, kind: { not: 'transfer' as const } }, await whereVisible(prisma, visible, now)] };
    const groups = await prisma.request.groupBy({ by: ['claimedById'], where, _count: { _all: true } });
    const ids = groups.flatMap(({ claimedById }) => (claimedById === null ? [] : [claimedById]));
    const people = new Map((await prisma.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })).map(({ id, name }) => [id, name]));
    return groups
      .map(({ claimedById, _count }) => ({ name: claimedById === null ? null : (people.get(claimedById) ?? null), count: _count._all }))
      .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count);
  },
});
