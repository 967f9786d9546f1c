import { z } from 'zod';
import { tombstoneRecordSchema } from '@/lib/domain/tombstone';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import type { TombstoneView } from './retirement-shape';
import { visibleRetirements } from './visible-retirements';

/** What stayed of a retired Site, from the tombstone alone. */
export const getTombstone = query({
  name: 'retirement.get',
  input: z.strictObject({ siteId: z.uuid() }),
  may: (actor) => judge('site.list', roleStandings(actor)),
  visible: visibleRetirements,
  load: async ({ prisma }, { siteId }, visible): Promise<TombstoneView | null> => {
    const row = await prisma.tombstone.findFirst({ where: { siteId, site: visible } });
    return row === null ? null : { siteId, madeAt: row.madeAt.toISOString(), redactedAt: row.redactedAt?.toISOString() ?? null, record: tombstoneRecordSchema.parse(row.record) };
  },
});
