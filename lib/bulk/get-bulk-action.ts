import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { readBulk } from './read-bulk';
import { visibleBulk } from './visible-bulk';

/** One bulk action: what it does, how far it is, what can be done with it. */
export const getBulkAction = query({
  name: 'bulk.get',
  input: z.strictObject({ bulkId: z.uuid() }),
  // Whether this one may be seen hangs on whose it is; anybody signed in may ask.
  may: (actor) => judge('bulk.list', roleStandings(actor)),
  visible: visibleBulk,
  load: async ({ prisma }, { bulkId }, visible, { actor }) => {
    const found = await prisma.bulkAction.findFirst({ where: { AND: [{ id: bulkId }, visible] }, select: { id: true } });
    return found === null ? null : readBulk(prisma, found.id, actor);
  },
});
