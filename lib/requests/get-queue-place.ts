import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { waitingFor } from './list-requests';

/** Beyond so many nobody goes from one to the next. */
const most = 500;

/** Where a request stands among those that wait for whoever looks, oldest first, and what stands beside it. */
export type QueuePlace = { previous: string | null; next: string | null; place: number | null; waiting: number };

export const getQueuePlace = query({
  name: 'request.list',
  input: z.strictObject({ requestId: z.uuid() }),
  may: (actor) => judge('request.list', roleStandings(actor)),
  visible: (actor) => actor,
  load: async ({ prisma }, { requestId }, actor, { now }): Promise<QueuePlace> => {
    const rows = await prisma.request.findMany({ where: await waitingFor(prisma, actor, now), select: { id: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: most });
    const ids = rows.map(({ id }) => id);
    const at = ids.indexOf(requestId);
    // One that doesn't wait, or no longer: the first of the queue is the next.
    if (at === -1) return { previous: null, next: ids[0] ?? null, place: null, waiting: ids.length };
    return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null, place: at + 1, waiting: ids.length };
  },
});
