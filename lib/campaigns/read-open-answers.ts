import type { OpenAnswers } from '@/lib/domain/digest';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** When somebody was last told of an access review by a message of its own (tell-answerers.ts); admins are told apart of what nobody else answers. */
const toldAt = (personId: Prisma.Sql, ofQueue: boolean): Prisma.Sql => Prisma.sql`
  (SELECT max(n.created_at) FROM notification n
    WHERE n.person_id = ${personId} AND n.kind = 'alert' AND n.occasion LIKE 'campaign ' || c.id::text || ' %' AND (n.occasion LIKE '% admins') = ${ofQueue})`;

/** The answers that access reviews under way wait for, of each of these people; of admins also those that nobody else can give. */
export function readOpenAnswers(db: Reader, ids: readonly string[]): Promise<(OpenAnswers & { personId: string })[]> {
  return db.$queryRaw`
    SELECT a.person_id::text AS "personId", c.id::text AS "campaignId", c.name, c.due_at AS "dueAt", c.silence::text, a.sites, false AS "isQueue", ${toldAt(Prisma.sql`a.person_id`, false)} AS "toldAt"
      FROM campaign c
      JOIN (SELECT i.campaign_id, i.reviewer_id AS person_id, count(*)::int AS sites FROM campaign_item i
             WHERE i.state = 'waiting' AND i.reviewer_id = ANY (${[...ids]}::uuid[]) GROUP BY i.campaign_id, i.reviewer_id) a ON a.campaign_id = c.id
     WHERE c.state = 'running'
    UNION ALL
    SELECT p.id::text, c.id::text, c.name, c.due_at, c.silence::text, q.sites, true, ${toldAt(Prisma.sql`p.id`, true)}
      FROM campaign c
      JOIN LATERAL (SELECT count(*)::int AS sites FROM campaign_item i WHERE i.campaign_id = c.id AND i.state = 'waiting' AND i.reviewer_id IS NULL) q ON q.sites > 0
      JOIN person p ON p.id = ANY (${[...ids]}::uuid[]) AND 'admin' = ANY (p.roles) AND p.deactivated_at IS NULL
     WHERE c.state = 'running'
     ORDER BY 4, 2`;
}
