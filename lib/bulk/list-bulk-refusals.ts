import { z } from 'zod';
import { judge, roleStandings } from '@/lib/domain/verdict';
import { query } from '@/lib/gate/query';
import { visibleSites } from '@/lib/sites/visible-sites';
import { storedSelectionSchema } from './bulk-row';
import type { BulkRefusals } from './bulk-shape';
import { visibleBulk } from './visible-bulk';

/** Reasons are sentences of the rules, so they are few; of each, a few Sites by name. */
const most = { reasons: 50, sites: 3 };
const unseen = 'There is no such Site, or you can’t see it.';

/** Why Sites of a bulk action are refused, or will be: each reason with how many, the most frequent first. */
export const listBulkRefusals = query({
  name: 'bulk.get',
  input: z.strictObject({ bulkId: z.uuid() }),
  may: (actor) => judge('bulk.list', roleStandings(actor)),
  visible: (actor) => ({ bulk: visibleBulk(actor), sites: visibleSites(actor) }),
  load: async ({ prisma }, { bulkId }, visible): Promise<BulkRefusals | null> => {
    const found = await prisma.bulkAction.findFirst({ where: { AND: [{ id: bulkId }, visible.bulk] }, select: { id: true, selection: true } });
    if (found === null) return null;
    const { missing } = storedSelectionSchema.parse(found.selection);
    const rows = await prisma.$queryRaw<BulkRefusals['items']>`
      SELECT g.reason, g.count, coalesce(named.sites, '[]') AS sites
        FROM (SELECT coalesce(reason, ${unseen}) AS reason, count(*)::int AS count, (array_agg(site_id ORDER BY site_id))[1:${most.sites}] AS ids
                FROM bulk_item WHERE bulk_id = ${found.id}::uuid AND state IN ('will_refuse', 'refused')
               GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most.reasons}) g
        LEFT JOIN LATERAL (
          SELECT json_agg(json_build_object('id', s.id, 'slug', s.slug, 'title', s.title) ORDER BY s.id) AS sites
            FROM site_index i JOIN site s ON s.id = i.site_id
           WHERE i.site_id = ANY (g.ids) AND ${visible.sites.condition}) named ON TRUE
       ORDER BY g.count DESC, g.reason`;
    return { items: withMissing(rows, missing.length) };
  },
});

/** Ids that name nothing have no row of their own; they count with the Sites that can’t be seen. */
function withMissing(rows: BulkRefusals['items'], missing: number): BulkRefusals['items'] {
  if (missing === 0) return rows;
  const known = rows.find(({ reason }) => reason === unseen) ?? { reason: unseen, count: 0, sites: [] };
  const rest = rows.filter((row) => row !== known);
  return [...rest, { ...known, count: known.count + missing }].sort((one, other) => other.count - one.count);
}
