import { MAX, NIL } from 'uuid';
import type { Reader } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { Stretch } from '@/lib/lifecycle/sweep-step';

/** What of somebody who left has to go to others: a Site of theirs, being named as a successor, a transfer offered to them. */
type LeftBehind = { personId: string; what: 'site' | 'succession' | 'offer'; siteId: string };

/** Whom to look at: one person who left, or everybody who left by then and whose id lies beyond `after`, up to `until`, from somebody on in that order. */
export type Leavers = { personId: string } | ({ leftBy: Date; from: string | null } & Stretch);

/** The first so many things that people who left have left behind, person by person. */
export async function readLeftBehind(db: Reader, leavers: Leavers, limit: number): Promise<LeftBehind[]> {
  return db.$queryRaw<LeftBehind[]>`
    SELECT p.id::text AS "personId", l.what, l.site_id::text AS "siteId"
      FROM person p CROSS JOIN LATERAL (
        (SELECT 'site' AS what, s.id AS site_id FROM site s
          WHERE s.owner_id = p.id AND s.state <> 'retired' AND s.quarantined_at IS NULL ORDER BY s.id LIMIT ${limit})
        UNION ALL
        (SELECT 'succession', s.id FROM site s WHERE s.successor_id = p.id AND s.state <> 'retired' ORDER BY s.id LIMIT ${limit})
        UNION ALL
        (SELECT 'offer', r.site_id FROM request r
          WHERE r.proposed_owner_id = p.id AND r.kind = 'transfer' AND r.state IN ('pending', 'changes_requested') ORDER BY r.site_id LIMIT ${limit})
      ) l
     WHERE ${isLeaver(leavers)}
     ORDER BY p.id LIMIT ${limit}`;
}

function isLeaver(leavers: Leavers): Prisma.Sql {
  if ('personId' in leavers) return Prisma.sql`p.id = ${leavers.personId}::uuid AND p.deactivated_at IS NOT NULL`;
  const { leftBy, from, after, until } = leavers;
  return Prisma.sql`p.deactivated_at <= ${leftBy} AND p.id >= ${from ?? NIL}::uuid AND p.id > ${after ?? NIL}::uuid AND p.id <= ${until ?? MAX}::uuid`;
}
