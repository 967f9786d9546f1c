import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { query } from '@/lib/gate/query';
import { foreseeReReviews, noReReviews } from '@/lib/requests/foresee-re-reviews';
import { metUnderSites } from './changed-under-sites';
import { conflictShape, type ConflictImpact, type ConflictView } from './source-shape';

export const conflictListShape = z.object({ items: z.array(conflictShape), next: z.null() });

/** Pairs of data sources that must not meet in one Site, by name, with the Sites in which they do. */
export const listConflicts = query({
  name: 'source.matrix',
  input: z.strictObject({}),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }): Promise<{ items: ConflictView[]; next: null }> => ({ items: await readConflicts(prisma), next: null }),
});

/** What two data sources meeting would concern, before it is forbidden. */
export const previewConflict = query({
  name: 'source.matrix',
  input: z.strictObject({ a: z.uuid(), b: z.uuid() }),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { a, b }, _visible, { now }): Promise<ConflictImpact | null> => {
    const [counts] = await prisma.$queryRaw<{ sites: number; open: number }[]>`
      SELECT count(*)::int AS sites, count(*) FILTER (WHERE i.audience <> 'admins_only')::int AS open
        FROM site_data_source x JOIN site_data_source y ON y.site_id = x.site_id AND y.source_id = ${b}::uuid
        JOIN site_index i ON i.site_id = x.site_id AND i.state <> 'retired' WHERE x.source_id = ${a}::uuid AND ${a}::uuid <> ${b}::uuid`;
    if (counts === undefined) return null;
    const keys = (await prisma.dataSource.findMany({ where: { id: { in: [a, b] } }, select: { key: true } })).map(({ key }) => key).sort();
    const asIf = (facts: PolicyFacts): PolicyFacts => ({ ...facts, conflicts: [...facts.conflicts, keys.join(' + ')].sort() });
    const isNew = (await prisma.sourceConflict.count({ where: { OR: [{ aId: a, bId: b }, { aId: b, bId: a }] } })) === 0;
    return { ...counts, reReviews: isNew ? await foreseeReReviews(prisma, metUnderSites(a, b), asIf, now) : noReReviews };
  },
});

export async function readConflicts(db: Reader): Promise<ConflictView[]> {
  const rows = await db.$queryRaw<(Omit<ConflictView, 'createdAt'> & { createdAt: Date })[]>`
    SELECT json_build_object('id', a.id, 'key', a.key, 'name', a.name) AS a, json_build_object('id', b.id, 'key', b.key, 'name', b.name) AS b, c.reason, c.created_at AS "createdAt",
           (SELECT count(*)::int FROM site_data_source x JOIN site_data_source y ON y.site_id = x.site_id AND y.source_id = c.b_id
              JOIN site_index i ON i.site_id = x.site_id AND i.state <> 'retired' WHERE x.source_id = c.a_id) AS sites
      FROM source_conflict c JOIN data_source a ON a.id = c.a_id JOIN data_source b ON b.id = c.b_id ORDER BY a.name, b.name`;
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}
