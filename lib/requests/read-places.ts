import type { Role } from '@/lib/domain/permissions';
import { judge, roleStandings, type Subject } from '@/lib/domain/verdict';
import type { Reader } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';

/** As whom somebody may be asked at the moment: themselves and those in whose place they decide. */
export type Places = {
  personId: string;
  inPlaceOf: { id: string; name: string; email: string }[];
  decidesByRole: boolean;
  /** What requests are searched by: everybody's ids and groups, nested ones too, and the roles that count. */
  ids: string[];
  roles: Role[];
  groups: string[];
};

/** Delegations that hold at `now`, of people who are still there. */
export async function readPlaces(db: Reader, subject: Subject, now: Date): Promise<Places | null> {
  const { personId } = subject;
  if (personId === null) return null;
  const decidesByRole = judge('request.decide_widening', roleStandings(subject)).allowed;
  const [row] = await db.$queryRaw<{ away: { id: string; name: string; email: string; roles: Role[] }[]; groups: string[] }[]>`
    WITH RECURSIVE away AS (
      SELECT DISTINCT ON (p.id) p.id, p.name, p.email, p.roles, d.starts_at
        FROM delegation d JOIN person p ON p.id = d.from_id
       WHERE d.to_id = ${personId}::uuid AND d.starts_at <= ${now} AND d.ends_at > ${now} AND d.revoked_at IS NULL AND p.deactivated_at IS NULL
       ORDER BY p.id, d.starts_at
    ),
    mine (id) AS (
      SELECT m.group_id FROM group_member m WHERE m.person_id = ANY (${personId}::uuid || ARRAY(SELECT id FROM away))
      UNION
      SELECT n.parent_id FROM group_nesting n JOIN mine ON n.child_id = mine.id
    )
    SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'name', name, 'email', email, 'roles', roles) ORDER BY starts_at, id), '[]') FROM away) AS away,
           ARRAY(SELECT id::text FROM mine) AS groups`;
  const away = row?.away ?? [];
  return {
    personId,
    inPlaceOf: away.map(({ id, name, email }) => ({ id, name, email })),
    decidesByRole,
    ids: [personId, ...away.map(({ id }) => id)],
    // A role can't be lent to somebody who decides nothing by role.
    roles: [...new Set([...subject.roles, ...(decidesByRole ? away.flatMap(({ roles }) => roles) : [])])],
    groups: row?.groups ?? [],
  };
}

/** Requests whose open stages ask somebody, as far as a request keeps it; the plan itself says for certain. */
export function asksOneOf({ ids, roles, groups }: Places): Prisma.RequestWhereInput {
  return { kind: { not: 'transfer' }, OR: [{ asksRoles: { hasSome: roles } }, { asksPeople: { hasSome: ids } }, { asksGroups: { hasSome: groups } }] };
}

/** Requests that somebody sees because a stage asks them while it is open or has asked them before, or because they have answered or commented. */
export function tiedByStages(places: Places): Prisma.RequestWhereInput {
  const { personId } = places;
  return {
    OR: [
      { AND: [{ state: { in: ['pending', 'changes_requested'] } }, asksOneOf(places)] },
      { decisions: { some: { OR: [{ reviewerId: personId }, { onBehalfOfId: personId }] } } },
      { asked: { some: { personId } } },
      { comments: { some: { authorId: personId } } },
    ],
  };
}
