import { z } from 'zod';
import { allowed, judge, roleStandings } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { query } from '@/lib/gate/query';
import { sourceUseShape, type SourceUse } from './source-shape';
import { isNotAllowed } from './use-problem';

const { sql } = Prisma;

export const sourceUseListShape = z.object({ items: z.array(sourceUseShape), next: z.null() });

/** All data sources by name, with how many Sites use each and how, and what it must not meet. */
export const listSourceUses = query({
  name: 'source.matrix',
  input: z.strictObject({}),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }): Promise<{ items: SourceUse[]; next: null }> => ({ items: await readSourceUses(prisma, null), next: null }),
});

/** One data source, with how many Sites use it and how. */
export const getSource = query({
  name: 'source.matrix',
  input: z.strictObject({ sourceId: z.uuid() }),
  may: (actor) => judge('source.matrix', roleStandings(actor)),
  visible: () => allowed,
  load: async ({ prisma }, { sourceId }): Promise<SourceUse | null> => (await readSourceUses(prisma, sourceId))[0] ?? null,
});

/** Sources with their use; one of them, or all. */
export function readSourceUses(db: Reader, sourceId: string | null): Promise<SourceUse[]> {
  return db.$queryRaw<SourceUse[]>`
    SELECT d.id::text, d.key, d.name, d.sensitivity, d.mode, d.note, d.revision,
           CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'active', p.deactivated_at IS NULL) END AS owner,
           json_build_object(
             'total', coalesce(u.total, 0), 'readOnly', coalesce(u.read_only, 0), 'confirmationRequired', coalesce(u.confirmed, 0), 'writeCapable', coalesce(u.writes, 0),
             'open', coalesce(u.open, 0), 'notAllowed', coalesce(u.not_allowed, 0)) AS sites,
           ARRAY(SELECT o.name FROM source_conflict c JOIN data_source o ON o.id = CASE WHEN c.a_id = d.id THEN c.b_id ELSE c.a_id END
                  WHERE d.id IN (c.a_id, c.b_id) ORDER BY o.name) AS conflicts
      FROM data_source d LEFT JOIN person p ON p.id = d.owner_id
      LEFT JOIN (
        SELECT u.source_id, count(*) AS total, count(*) FILTER (WHERE u.mode = 'read_only') AS read_only, count(*) FILTER (WHERE u.mode = 'confirmation_required') AS confirmed,
               count(*) FILTER (WHERE u.mode = 'write_capable') AS writes, count(*) FILTER (WHERE i.audience <> 'admins_only') AS open,
               count(*) FILTER (WHERE ${isNotAllowed(sql`u.mode`, sql`a.mode`)}) AS not_allowed
          FROM site_data_source u JOIN data_source a ON a.id = u.source_id JOIN site_index i ON i.site_id = u.site_id AND i.state <> 'retired'
         WHERE ${sourceId}::uuid IS NULL OR u.source_id = ${sourceId}::uuid GROUP BY u.source_id
      ) u ON u.source_id = d.id
     WHERE ${sourceId}::uuid IS NULL OR d.id = ${sourceId}::uuid ORDER BY d.name`;
}
