import { z } from 'zod';
import { isSensitive, sensitivities, sourceModes } from '@/lib/domain/classification';
import type { PolicyFacts } from '@/lib/domain/policy-facts';
import { sourceChanges } from '@/lib/domain/source-changes';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import { Prisma } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import { foreseeReReviews, noReReviews } from '@/lib/requests/foresee-re-reviews';
import { changedUnderSites } from './changed-under-sites';
import type { SourceImpact } from './source-shape';
import { isNotAllowed } from './use-problem';

const { sql } = Prisma;

/** Open to everybody, by approval or by what the platform reports, as over-exposure counts it. */
const isWide = sql`(i.audience = 'workspace_all' OR i.observed_mode IN ('workspace_all', 'public'))`;

/** What a change of a data source would touch, before it is saved. */
export const previewSource = query({
  name: 'source.matrix',
  input: z.strictObject({ sourceId: z.uuid(), sensitivity: z.enum(sensitivities).optional(), mode: z.enum(sourceModes).optional() }),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { sourceId, ...change }, _visible, { now }): Promise<SourceImpact | null> => {
    const source = await prisma.dataSource.findUnique({ where: { id: sourceId } });
    if (source === null) return null;
    const after = { sensitivity: change.sensitivity ?? source.sensitivity, mode: change.mode ?? source.mode };
    const rises = !isSensitive(source.sensitivity) && isSensitive(after.sensitivity);
    const falls = isSensitive(source.sensitivity) && !isSensitive(after.sensitivity);
    const harmless = sensitivities.filter((each) => !isSensitive(each));
    // Once it is harmless: company-wide is the one classification that fits everybody, and no other source is sensitive.
    const onlyThis = sql`i.over_exposed AND ${isWide} AND i.observed_mode IS DISTINCT FROM 'public' AND i.classification = 'company_wide' AND NOT EXISTS (
      SELECT FROM site_data_source o JOIN data_source d ON d.id = o.source_id
       WHERE o.site_id = i.site_id AND o.source_id <> ${sourceId}::uuid AND d.sensitivity::text <> ALL (${harmless}::text[]))`;
    const [counts] = await prisma.$queryRaw<{ sites: number; open: number; before: number; after: number; newly: number; noLonger: number }[]>`
      SELECT count(*)::int AS sites, count(*) FILTER (WHERE i.audience <> 'admins_only')::int AS open,
             count(*) FILTER (WHERE ${isNotAllowed(sql`u.mode`, sql`${source.mode}`)})::int AS before,
             count(*) FILTER (WHERE ${isNotAllowed(sql`u.mode`, sql`${after.mode}`)})::int AS after,
             count(*) FILTER (WHERE ${rises} AND NOT i.over_exposed AND ${isWide})::int AS newly,
             count(*) FILTER (WHERE ${falls} AND ${onlyThis})::int AS "noLonger"
        FROM site_data_source u JOIN site_index i ON i.site_id = u.site_id AND i.state <> 'retired'
       WHERE u.source_id = ${sourceId}::uuid`;
    const moves = after.sensitivity !== source.sensitivity || after.mode !== source.mode;
    const requests = moves
      ? await prisma.request.count({ where: { kind: { in: ['widening', 're_review'] }, state: { in: ['pending', 'changes_requested'] }, site: { dataSources: { some: { sourceId } } } } })
      : 0;
    const undone = changedUnderSites(sourceId, sourceChanges(source, after));
    const asIf = (facts: PolicyFacts): PolicyFacts => ({
      ...facts,
      sources: facts.sources.map((used) => (used.key === source.key ? { ...used, sensitivity: after.sensitivity, isSensitive: isSensitive(after.sensitivity), allowed: after.mode } : used)),
    });
    return {
      sites: counts?.sites ?? 0,
      open: counts?.open ?? 0,
      notAllowed: { before: counts?.before ?? 0, after: counts?.after ?? 0 },
      overExposed: { newly: counts?.newly ?? 0, noLonger: counts?.noLonger ?? 0 },
      requests,
      reReviews: undone === null ? noReReviews : await foreseeReReviews(prisma, undone, asIf, now),
    };
  },
});
